import type { RequestExample } from '../contract/reference.ts';
import { type Language, literal, python, typescript } from './literal.ts';
import { pathOf } from './path.ts';
import type { Sampled } from './sampled.ts';

type Request = Omit<RequestExample, 'summary'>;

/** By `@anthropic-ai/sdk`. */
export function typescriptSample(operation: Sampled, request: Request): string {
  const { sdk } = operation;
  const head = `import Anthropic from ${typescript.text('@anthropic-ai/sdk')};\n\nconst client = new Anthropic();\n`;
  if (sdk === null) {
    const options = request.query ?? request.body;
    const named = options && { [request.query ? 'query' : 'body']: options };
    const args = argumentsOf([pathOf(operation, request), named], typescript);
    return `${head}const answer = await client.${operation.method.toLowerCase()}(${args});\nconsole.log(answer);`;
  }
  const { last, named } = sdkArguments(request);
  const args = argumentsOf([last, Object.keys(named).length > 0 ? named : undefined], typescript);
  const call = `client.${sdk.method}(${args})`;
  return operation.paged
    ? `${head}for await (const ${sdk.result} of ${call}) {\n  console.log(${sdk.result});\n}`
    : `${head}const ${sdk.result} = await ${call};\nconsole.log(${sdk.result});`;
}

/** By `anthropic`. */
export function pythonSample(operation: Sampled, request: Request): string {
  const { sdk } = operation;
  const head = 'from anthropic import Anthropic\n\nclient = Anthropic()\n';
  if (sdk === null) {
    const named = [
      ...(request.body ? [`body=${literal(request.body, python)}`] : []),
      'cast_to=object',
      ...(request.query ? [`options={"params": ${literal(request.query, python)}}`] : []),
    ];
    const args = [literal(pathOf(operation, request), python), ...named].join(', ');
    return `${head}answer = client.${operation.method.toLowerCase()}(${args})\nprint(answer)`;
  }
  const { last, named } = sdkArguments(request);
  const keywords = Object.entries(named).map(([name, value]) => `${name}=${literal(value, python, '    ')}`);
  const args = [...(last === undefined ? [] : [literal(last, python)]), ...keywords];
  const method = sdk.method.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const short = args.join(', ');
  const inside = short.length <= 60 && !short.includes('\n') ? short : `\n    ${args.join(',\n    ')},\n`;
  const call = `client.${method}(${inside})`;
  return operation.paged
    ? `${head}for ${sdk.result} in ${call}:\n    print(${sdk.result})`
    : `${head}${sdk.result} = ${call}\nprint(${sdk.result})`;
}

/** SDKs take the last path parameter by its position, and everything else by name. */
export function sdkArguments({ params = {}, body, query }: Request) {
  const named = Object.entries(params);
  const last = named.pop()?.[1];
  return { last, named: { ...Object.fromEntries(named), ...(body ?? query) } };
}

function argumentsOf(values: readonly unknown[], language: Language): string {
  return values
    .filter((value) => value !== undefined)
    .map((value) => literal(value, language))
    .join(', ');
}
