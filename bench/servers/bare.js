// The ceiling: node:http and nothing else. node bare.js PORT [FILE [send | parse [PAGE]]]: answers the bytes of the file
// to everything, or of the page to what has a query; with "parse" it first reads a body and parses it as JSON. Plain
// JavaScript, so that its start has no types to strip.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file, mode, pageFile] = process.argv.slice(2);
const one = prepared(file === undefined ? Buffer.from('{"status":"ok"}') : readFileSync(file));
const page = pageFile === undefined ? undefined : prepared(readFileSync(pageFile));

function prepared(bytes) {
  return { bytes, headers: { 'content-type': 'application/json', 'content-length': bytes.length } };
}

function answer(response, { bytes, headers }) {
  response.writeHead(200, headers);
  response.end(bytes);
}

function parseAndAnswer(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    answer(response, one);
  });
}

createServer((request, response) => {
  if (mode === 'parse' && request.method === 'POST') parseAndAnswer(request, response);
  else answer(response, page !== undefined && request.url.includes('?') ? page : one);
}).listen(Number(port), '127.0.0.1');
