/** Shows how far a drill is: one line that is written over on a terminal, a line now and then elsewhere. */
export function showProgress(what: string, done: number, total: number): void {
  const line = `${what} ${done}/${total}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
  else if (done % 20 === 0 || done === total) process.stderr.write(`${line}\n`);
}
