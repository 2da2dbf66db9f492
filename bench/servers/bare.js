// The ceiling: node:http and nothing else. node bare.js PORT [FILE [parse]]: answers the bytes of the file to everything;
// with "parse" it first reads the body and parses it as JSON. Plain JavaScript, so that its start has no types to strip.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file, mode] = process.argv.slice(2);
const bytes = file === undefined ? Buffer.from('{"status":"ok"}') : readFileSync(file);
const headers = { 'content-type': 'application/json', 'content-length': bytes.length };

function answer(response) {
  response.writeHead(200, headers);
  response.end(bytes);
}

function parseAndAnswer(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    answer(response);
  });
}

createServer((request, response) =>
  mode === 'parse' && request.method === 'POST' ? parseAndAnswer(request, response) : answer(response),
).listen(Number(port), '127.0.0.1');
