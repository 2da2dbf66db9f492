/** Translates a statement to SQLite; throws unless its parameters are numbered in order, each once. */
export function spelled(sql: string): string {
  let last = 0;
  const text = sql.replaceAll(/\$(\d+)/g, (_all, number) => {
    last += 1;
    if (Number(number) !== last) throw new Error(`$${number} where $${last} should be: ${sql}`);
    return '?';
  });
  return text.replaceAll('= ANY(?)', '= ?');
}
