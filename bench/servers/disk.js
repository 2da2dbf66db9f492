// How often the disk makes an append durable: node disk.js FILE SECONDS BYTES, prints appends with fsync a second.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';

const [file, seconds, bytes] = process.argv.slice(2);
const descriptor = openSync(file, 'a');
const block = Buffer.alloc(Number(bytes), 1);
const ends = performance.now() + Number(seconds) * 1000;
let count = 0;
while (performance.now() < ends) {
  writeSync(descriptor, block);
  fdatasyncSync(descriptor);
  count += 1;
}
closeSync(descriptor);
console.log(count / Number(seconds));
