// Edits that silence a finding: for its line, for its file, for the repository.
import { t } from '@vscode/l10n';
import type { Finding } from '../analysis/lint.ts';
import { UNUSED_RULE } from '../analysis/suppression/apply-suppressions.ts';
import { lineOfDirective, suppressionsOf, type Directive } from '../analysis/suppression/directive.ts';
import { isConfigFile } from '../workspace/config-file.ts';
import type { ManifestFile, PlacedDocument } from '../workspace/manifest.ts';
import { baseName } from '../workspace/path.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { editBetween, inLineBreaksOf, setField } from '../yaml/edit.ts';
import { readDocument, readDocuments } from '../yaml/read-documents.ts';
import type { FileEdit } from './quick-fix.ts';

/** One way to silence a finding. */
export interface SuppressAction {
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly FileEdit[];
  /** The file of the edits has to be made first. */
  readonly isNewFile: boolean;
}

/** Where the repository's configuration is, or would be made. */
export interface ConfigPlace {
  readonly uri: string;
  /** `undefined` while there is no such file. */
  readonly text: string | undefined;
  /** The rules whose severity the editor's settings give, which win over the file: it cannot disable these. */
  readonly overruled?: ReadonlySet<string>;
}

/** The ways to silence a finding, the narrowest first. For the repository none is offered without `config`, or when it would be of no effect. */
export function suppressActionsOf(
  finding: Finding,
  snapshot: Snapshot,
  config: ConfigPlace | undefined,
): readonly SuppressAction[] {
  const file = snapshot.file(finding.document.uri);
  const placed = snapshot.placeOf(finding.document);
  if (!file || !placed || isConfigFile(file.uri)) return [];
  const { rule } = finding;
  const actions: SuppressAction[] = [];
  const add = (
    title: string,
    uri: string,
    edit: Omit<FileEdit, 'uri'> | undefined,
    isNewFile = false,
  ): void => {
    if (!edit) return;
    const newText = inLineBreaksOf(uri === file.uri ? file.text : (config?.text ?? ''), edit.newText);
    actions.push({ title, finding, edits: [{ uri, span: edit.span, newText }], isNewFile });
  };
  if (rule !== UNUSED_RULE && !file.uri.endsWith('.json')) {
    add(t('Disable {0} for this line', rule), file.uri, lineEdit(rule, finding, file, placed));
    add(t('Disable {0} for this file', rule), file.uri, fileEdit(rule, file));
  }
  if (config && !config.overruled?.has(rule)) {
    const title = t('Disable {0} in {1}', rule, baseName(config.uri));
    add(title, config.uri, configEdit(rule, config.text ?? ''), config.text === undefined);
  }
  return actions;
}

/** A comment above the line, or one name more in the comment that is there. */
function lineEdit(
  rule: string,
  { span }: Finding,
  file: ManifestFile,
  { document, start }: PlacedDocument,
): Omit<FileEdit, 'uri'> | undefined {
  const offset = start + span.start;
  const above = directives(file).find((one) => {
    const line = one.name === 'disable-next-line' ? lineOfDirective(file.text, one) : undefined;
    return line && offset >= line.start && offset <= line.end;
  });
  if (above) return oneNameMore(rule, above);
  const lineStart = file.text.lastIndexOf('\n', offset - 1) + 1;
  if (lineStart < start) return undefined; // on the line of `---`
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart))?.[0] ?? '';
  const newText = `${indent}# kubereach-disable-next-line ${rule}\n`;
  return saysTheSame(document.text, lineStart - start, newText)
    ? { span: { start: lineStart, end: lineStart }, newText }
    : undefined;
}

/** A comment at the top of the file, or one name more in the comment that is there. */
function fileEdit(rule: string, file: ManifestFile): Omit<FileEdit, 'uri'> {
  const there = directives(file).find(({ name }) => name === 'disable-file');
  const edit = there && oneNameMore(rule, there);
  const start = file.text.startsWith('\uFEFF') ? 1 : 0;
  return edit ?? { span: { start, end: start }, newText: `# kubereach-disable-file ${rule}\n` };
}

function configEdit(rule: string, text: string): Omit<FileEdit, 'uri'> | undefined {
  const document = readDocuments(text).documents[0];
  if (!document) {
    const lead = text === '' || text.endsWith('\n') ? '' : '\n';
    const newText = `${lead}rules:\n  ${rule}: "off"\n`;
    return { span: { start: text.length, end: text.length }, newText };
  }
  const after = setField(document.text, ['rules', rule], 'off');
  if (after === undefined) return undefined;
  const { span, newText } = editBetween(document.text, after);
  return { span: { start: span.start + document.start, end: span.end + document.start }, newText };
}

function directives(file: ManifestFile): readonly Directive[] {
  return suppressionsOf(file).comments.filter((one) => one.type === 'comment');
}

/** A comment without names silences every rule already: nothing to add. */
function oneNameMore(rule: string, { rules }: Directive): Omit<FileEdit, 'uri'> | undefined {
  const end = rules.at(-1)?.span?.end;
  return end === undefined ? undefined : { span: { start: end, end }, newText: `, ${rule}` };
}

/** A line put in the midst of a text is no comment inside a block or quoted scalar, and kubectl reads no JSON that has one. */
function saysTheSame(text: string, at: number, line: string): boolean {
  if (text.trimStart().startsWith('{')) return false;
  const before = readDocument(text);
  const after = readDocument(text.slice(0, at) + line + text.slice(at));
  return (
    after.problems.length === before.problems.length &&
    JSON.stringify(after.value) === JSON.stringify(before.value)
  );
}
