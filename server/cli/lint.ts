// `kubereach lint`: findings for people, scripts and pull requests.
import { pathToFileURL } from 'node:url';
import { Option, type Command } from 'commander';
import { SEVERITIES, type Severity } from '../analysis/settings.ts';
import { LanguageService } from '../service.ts';
import { CONFIG_FILE_NAMES, isConfigFile } from '../workspace/config-file.ts';
import { hideKnown, readBaseline, writeBaseline } from './baseline.ts';
import { fixFiles } from './fix-files.ts';
import { formatGithub, formatJson, formatText, isFailure, type LintReport } from './lint-formats.ts';
import { formatGitlab, formatJunit } from './lint-ci-formats.ts';
import { settingsFrom, withClusterOptions, type ClusterFlags } from './options.ts';
import { readAnyText } from '../node/folder-reader.ts';
import { readWorkspace } from './read-workspace.ts';
import { formatSarif } from './sarif.ts';
import { endWith, FOUND, tell } from './tell.ts';

const FORMATS = {
  text: formatText,
  json: formatJson,
  github: formatGithub,
  sarif: formatSarif,
  junit: formatJunit,
  gitlab: formatGitlab,
} as const satisfies Readonly<Record<string, (report: LintReport) => string>>;

interface LintFlags extends ClusterFlags {
  readonly format: keyof typeof FORMATS;
  readonly failOn: Severity;
  readonly fix?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** Adds the command. */
export function addLint(program: Command): void {
  const command = program
    .command('lint')
    .description('say what is wrong with manifests')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'how to print').choices(Object.keys(FORMATS)).default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices([...SEVERITIES])
        .default('error'),
    )
    .option('--fix', 'repair what is almost surely meant otherwise, then tell what is left')
    .option('--baseline <file>', 'tell only what this file does not list')
    .addOption(
      new Option('--write-baseline <file>', 'list in this file what is found, and tell nothing').conflicts(
        'baseline',
      ),
    );
  withClusterOptions(command).action((paths: string[], flags: LintFlags) => {
    const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
    const found = lint(paths, flags);
    if (flags.writeBaseline !== undefined) {
      const nFindings = writeBaseline(found, flags.writeBaseline);
      tell(`findings listed in ${flags.writeBaseline}: ${nFindings}`);
      return;
    }
    const { report, unused } = baseline ? hideKnown(found, baseline) : { report: found, unused: [] };
    for (const sentence of unused) tell(`${flags.baseline}: ${sentence}. Write the baseline anew`);
    process.stdout.write(FORMATS[flags.format](report));
    if (report.findings.some(({ finding }) => isFailure(finding.severity, flags.failOn))) endWith(FOUND);
  });
}

function lint(paths: readonly string[], flags: LintFlags): LintReport {
  const { workspace, uris } = readWorkspace(paths, flags.repository);
  const service = new LanguageService(
    (rule, error) => tell(`rule ${rule} failed, its findings are missing: ${String(error)}`),
    workspace,
    { readText: readAnyText, isOneShot: true },
  );
  service.configure(settingsFrom(flags));
  if (flags.fix) for (const line of fixFiles(service, uris, paths)) tell(line);
  // What is wrong with the configuration is told wherever its file stands.
  const { file: config } = flags.repository;
  const configUri = config && configUriOf(config.path);
  if (config && configUri !== undefined && !uris.includes(configUri))
    workspace.setFile(configUri, config.text);
  const ctx = service.context;
  const linted = configUri === undefined || uris.includes(configUri) ? uris : [configUri, ...uris];
  const findings = linted.flatMap((uri) => {
    const file = ctx.snapshot.file(uri);
    return file ? service.diagnose(uri).map((placed) => ({ ...placed, file })) : [];
  });
  const manifests = uris.filter((uri) => !isConfigFile(uri));
  let nDocuments = 0;
  for (const uri of manifests) nDocuments += ctx.snapshot.file(uri)?.documents.length ?? 0;
  return { nFiles: manifests.length, nDocuments, findings, ctx, uris: manifests, failOn: flags.failOn };
}

/** The uri of a configuration file. Rules know one by its name: a file with another name gets it as a fragment. */
function configUriOf(path: string): string {
  const uri = pathToFileURL(path).href;
  return isConfigFile(uri) ? uri : `${uri}#/${CONFIG_FILE_NAMES[0]}`;
}
