// The work of `lint` in stages, in a process of its own: nothing is warm, as nothing is in the real one.
import { pathToFileURL } from 'node:url';
import { readFoldersTogether } from '../../../server/node/read-together.ts';
import { LanguageService } from '../../../server/service.ts';
import { DEFAULT_READ_OPTIONS } from '../../../server/workspace/file-source.ts';

const uris = process.argv.slice(2).map((folder) => pathToFileURL(folder).href);
const service = new LanguageService((rule, error) => {
  throw new Error(`Rule ${rule} failed`, { cause: error });
});
const { workspace } = service;

const started = performance.now();
workspace.setFiles(readFoldersTogether(uris, DEFAULT_READ_OPTIONS));
workspace.complete();
const indexed = performance.now();
let nFindings = 0;
let nFiles = 0;
for (const { uri } of workspace.snapshot.files()) {
  nFindings += service.findings(uri).length;
  nFiles++;
}
const judged = performance.now();

console.log(JSON.stringify({ indexMs: indexed - started, judgeMs: judged - indexed, nFiles, nFindings }));
