// Runs every test that needs no VS Code: `npm run test:fast [-- part of a path]`.
import { spawnSync } from 'node:child_process';
import { globSync } from 'tinyglobby';

const wanted = process.argv.slice(2);
const files = globSync('test/**/*.test.ts', { ignore: ['test/vscode/suite/**'] })
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) throw new Error('No test file matches');
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=spec', ...files],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
