import { t } from '@vscode/l10n';
import {
  cutOfEntry,
  duplicateCause,
  isRefusedByKustomize,
  separatorOffset,
  unseparatedObjects,
  valueBeside,
} from '../analysis/duplicate-keys.ts';
import type { Fix } from '../analysis/fix.ts';
import { isKustomizeResource } from '../analysis/kustomizations-around.ts';
import { defineRule, type TextPlace } from '../analysis/rule.ts';
import type { TextLine } from '../analysis/text-lines.ts';

type Document = TextPlace['document'];
type Span = TextPlace['span'];

type State =
  /** One key twice in one mapping. */
  | {
      readonly type: 'key';
      readonly document: Document;
      readonly key: string;
      readonly first: Span;
      readonly second: Span;
      /** Neither of the two is the one that stays: the key is there a third time. */
      readonly isBetween: boolean;
      /** kustomize builds the file, or would. */
      readonly isBuilt: boolean;
    }
  /** A whole object after another one. */
  | {
      readonly type: 'object';
      readonly document: Document;
      readonly line: TextLine;
      /** Its keys that stand above as well. */
      readonly keys: readonly { readonly name: string; readonly span: Span }[];
      readonly isBuilt: boolean;
    };

/** A key that is written twice: kubectl drops one of them, and kustomize refuses it. */
export const rule = defineRule({
  id: 'yaml-duplicate-key',
  severity: 'error',
  summary: 'A key may stand once in a mapping',
  why: 'kubectl reads a key that is written twice as if only the last were there, and says nothing: what the first one holds is lost. The API server refuses the text when YAML is sent to it directly with strict validation, and kustomize refuses it in its resources. Two objects without `---` between them are the same mistake: only the last is created.',
  silentWhen: [
    'a key overrides one that came through `<<`',
    'the text is no YAML for another reason: `yaml-syntax` says so',
    'the text is a template that an engine has yet to fill in',
  ],
  howToFix: 'Remove one of the two, or write `---` between two objects.',
  subject: 'Document',

  *find(document, ctx): Iterable<{ at: TextPlace; state: State; severity?: 'warning' }> {
    const duplicates = document.problems.filter(({ kind }) => kind === 'duplicate-key');
    const isBroken = document.problems.some(({ kind }) => kind === 'syntax');
    if (duplicates.length === 0 || isBroken) return; // what is broken is repaired first
    const isResource = isKustomizeResource(document.uri, ctx);
    const starts = unseparatedObjects(document.text);
    for (const [index, line] of starts.entries()) {
      const span = { start: line.start, end: line.end };
      const end = starts[index + 1]?.start ?? document.text.length;
      const keys = duplicates
        .filter(({ span: { start } }) => start >= line.start && start < end && isAtMargin(document, start))
        .map(({ text: name, span }) => ({ name, span }));
      yield { at: { document, span }, state: { type: 'object', document, line, keys, isBuilt: isResource } };
    }
    for (const { text: key, span: second, first } of duplicates) {
      if (!first || (starts.length > 0 && isAtMargin(document, second.start))) continue; // told as a whole object
      const isBetween = duplicates.some((other) => other.first?.start === second.start);
      const isBuilt = isResource && isRefusedByKustomize(document, { first, second });
      const state: State = { type: 'key', document, key, first, second, isBetween, isBuilt };
      const isHarmless = isSame(state) && !isBuilt;
      yield { at: { document, span: second }, state, ...(isHarmless ? { severity: 'warning' } : {}) };
    }
  },

  say(state) {
    if (state.type === 'object') {
      return {
        message: state.isBuilt
          ? t(
              'Another object starts here without "---" above it, so kustomize, which builds this file, refuses it. Write "---" between them',
            )
          : t(
              'Another object starts here without "---" above it: kubectl silently drops what stands above and creates only the last. Write "---" between them',
            ),
        apiServer: state.keys.map(({ name, span }) => duplicateCause(state.document, span, name)),
      };
    }
    const related = [
      { at: { document: state.document, span: state.first }, message: t('First written here') },
    ];
    return {
      message: state.isBuilt
        ? t('"{0}" is written twice here, so kustomize, which builds this file, refuses it', state.key)
        : `${describe(state)}. ${t('The API server refuses such YAML when it is sent as it is')}`,
      related,
      apiServer: [duplicateCause(state.document, state.second, state.key)],
    };
  },

  *fix(state): Iterable<Fix> {
    const { document } = state;
    if (state.type === 'object') {
      const at = separatorOffset(document.text, state.line);
      const newText = document.text.includes('\r\n') ? '---\r\n' : '---\n';
      const steps = [{ type: 'text', document, span: { start: at, end: at }, newText }] as const;
      yield { title: t('Write "---" above this object'), steps, isPreferred: true };
      return;
    }
    const { key, first, second, isBuilt } = state;
    const remove = (title: string, entry: Span): Fix[] => {
      const span = cutOfEntry(document.text, entry);
      return span ? [{ title, steps: [{ type: 'text', document, span, newText: '' }] }] : [];
    };
    yield* remove(
      isBuilt ? t('Remove the first "{0}"', key) : t('Remove the first "{0}", which kubectl drops', key),
      first,
    );
    yield* remove(t('Remove this "{0}" and keep the first', key), second);
  },
});

function isAtMargin({ text }: Document, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

type KeyState = Extract<State, { type: 'key' }>;

function isSame({ document, first, second }: KeyState): boolean {
  const value = valueBeside(document.text, first);
  return value !== undefined && value === valueBeside(document.text, second);
}

function describe(state: KeyState): string {
  const { document, key, first, second, isBetween } = state;
  const [dropped, kept] = [valueBeside(document.text, first), valueBeside(document.text, second)];
  const written = document.text.slice(second.start, second.end).replaceAll(/^["']|["']$/g, '');
  if (written !== key)
    return t(
      '"{0}" is read as the key "{1}", which is there already: kubectl silently keeps only the last',
      written,
      key,
    );
  if (isSame(state)) return t('"{0}" is written twice here, with the same value', key);
  if (isBetween || dropped === undefined || kept === undefined) {
    return t('"{0}" is written more than once here: kubectl silently keeps only the last', key);
  }
  return t(
    '"{0}" is written twice here: kubectl silently keeps the last, {1}, and drops {2}',
    key,
    kept,
    dropped,
  );
}
