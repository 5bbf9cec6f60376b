// `kubereach lint`: findings for people, scripts and pull requests.
import { Option, type Command } from 'commander';
import { SEVERITIES, type Severity } from '../analysis/settings.ts';
import { LanguageService } from '../service.ts';
import { formatGithub, formatJson, formatText, type LintReport } from './lint-formats.ts';
import { settingsFrom, withClusterOptions, type ClusterFlags } from './options.ts';
import { displayName, readPaths } from './read-paths.ts';

interface LintFlags extends ClusterFlags {
  readonly format: 'text' | 'json' | 'github';
  readonly failOn: Severity;
}

/** Adds the command. */
export function addLint(program: Command): void {
  const command = program
    .command('lint')
    .description('say what is wrong with manifests')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(['text', 'json', 'github']).default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices([...SEVERITIES])
        .default('error'),
    );
  withClusterOptions(command).action((paths: string[], flags: LintFlags) => {
    const report = lint(paths, flags);
    process.stdout.write({ text: formatText, json: formatJson, github: formatGithub }[flags.format](report));
    const limit = SEVERITIES.indexOf(flags.failOn);
    if (report.findings.some(({ finding }) => SEVERITIES.indexOf(finding.severity) <= limit))
      process.exitCode = 1;
  });
}

function lint(paths: readonly string[], flags: LintFlags): LintReport {
  const { workspace, uris, unread } = readPaths(paths);
  const service = new LanguageService((rule, error) => {
    process.stderr.write(`kubereach: rule ${rule} failed, its findings are missing: ${String(error)}\n`);
  }, workspace);
  service.configure(settingsFrom(flags));
  for (const { uri, unread: reason } of unread) {
    if (reason !== 'template')
      process.stderr.write(`kubereach: ${displayName(uri)} was not read: ${reason}\n`);
  }
  const { snapshot } = workspace;
  const findings = uris.flatMap((uri) => {
    const file = snapshot.file(uri);
    return file ? service.diagnose(uri).map((placed) => ({ ...placed, file })) : [];
  });
  let nDocuments = 0;
  for (const file of snapshot.files()) nDocuments += file.documents.length;
  return { nFiles: uris.length, nDocuments, findings, snapshot };
}
