/** How a language writes values. */
export interface Language {
  text: (value: string) => string;
  member: (name: string) => string;
  indent: string;
  none: string;
  yes: string;
  no: string;
  /** Between the braces of an object in one line. */
  padding: string;
  /** After the last member of several lines. */
  end: string;
}

/** TypeScript’s way. */
export const typescript: Language = {
  text: (value) => `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
  member: (name) => (/^[a-z_]\w*$/i.test(name) ? name : typescript.text(name)),
  indent: '  ',
  none: 'null',
  yes: 'true',
  no: 'false',
  padding: ' ',
  end: ',',
};

/** Python’s way. */
export const python: Language = {
  text: (value) => JSON.stringify(value),
  member: (name) => JSON.stringify(name),
  indent: '    ',
  none: 'None',
  yes: 'True',
  no: 'False',
  padding: '',
  end: ',',
};

/** As the body of a request. */
export const json: Language = { ...typescript, text: JSON.stringify, member: JSON.stringify, end: '' };

/** A JSON value as it is written in a language; objects that are long, one member to a line. */
export function literal(value: unknown, language: Language, indent = ''): string {
  if (typeof value === 'string') return language.text(value);
  if (value === null) return language.none;
  if (typeof value === 'boolean') return value ? language.yes : language.no;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, language, indent)).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const deeper = indent + language.indent;
  const members = Object.entries(value).map(
    ([name, member]) => `${language.member(name)}: ${literal(member, language, deeper)}`,
  );
  const short = `{${language.padding}${members.join(', ')}${language.padding}}`;
  if (short.length <= 60) return short;
  return `{\n${deeper}${members.join(`,\n${deeper}`)}${language.end}\n${indent}}`;
}
