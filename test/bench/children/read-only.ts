// The floor: walks a folder and reads every file as text. Prints how long that took.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const started = performance.now();
let nFiles = 0;
let nCharacters = 0;

function read(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) read(path);
    else if (/\.(ya?ml|json)$/.test(entry.name)) {
      nCharacters += readFileSync(path, 'utf8').length;
      nFiles++;
    }
  }
}

for (const folder of process.argv.slice(2)) read(folder);
console.log(JSON.stringify({ readMs: performance.now() - started, nFiles, nCharacters }));
