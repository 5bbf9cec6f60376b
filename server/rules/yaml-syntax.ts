import { t } from '@vscode/l10n';
import { explainSyntax, type SyntaxReason, type SyntaxSlip } from '../analysis/explain-syntax.ts';
import { defineRule } from '../analysis/rule.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';

interface State {
  readonly document: ManifestDocument;
  readonly reason: SyntaxReason;
}

/** A document that is not YAML. */
export const rule = defineRule({
  id: 'yaml-syntax',
  severity: 'error',
  summary: 'A document must be YAML',
  why: 'kubectl reads a file document by document. It applies those before one that it cannot read, and stops there.',
  silentWhen: [
    'the text is a template that an engine such as Helm has yet to fill in',
    'the document does not say `apiVersion` and `kind`: it may be no manifest at all',
  ],
  howToFix: 'Repair the line that is marked. Of several faults in a document only the first is told: the others may follow from it.',
  subject: 'Document',
  looksAt: [],

  *find(document) {
    const problem = document.problems.find(({ kind }) => kind === 'syntax');
    const reason = problem && explainSyntax(document.text, problem);
    if (reason) yield { at: { document, span: reason.span }, state: { document, reason } satisfies State };
  },

  say({ reason }) {
    return { message: t('{0}. kubectl cannot read this document and stops here', describe(reason)) };
  },

  *fix({ document, reason: { slip, text, indent, repaired } }) {
    if (repaired === undefined) return;
    const span = { start: 0, end: document.text.length };
    yield {
      title: titleOf(slip, text, indent?.fits),
      steps: [{ type: 'text', document, span, newText: repaired }],
      isPreferred: slip !== 'stray' && slip !== 'open-bracket' && slip !== 'item-among-fields' && slip !== 'field-among-items',
    };
  },
});

function describe({ slip, text, indent }: SyntaxReason): string {
  switch (slip) {
    case 'conflict':
      return t('This is the mark of a merge conflict');
    case 'separator':
      return t('"---" separates documents only at the start of a line');
    case 'tab':
      return t('"{0}" is indented with a tab; YAML takes only spaces', text);
    case 'open-quote':
      return t('The quote before {0} is not closed', text.slice(1));
    case 'after-quote':
      return t('{0} goes on after its closing quote; a quote inside the text must be escaped', text);
    case 'open-bracket':
      return t('"{0}" is not closed', text);
    case 'extra-bracket':
      return t('"{0}" closes nothing', text);
    case 'no-colon':
      return t('"{0}" lacks the colon after the name of the field', text);
    case 'no-space':
      return t('"{0}" lacks a space after the colon', text);
    case 'no-space-after-dash':
      return t('"{0}" lacks a space after the dash', text);
    case 'unfinished':
      return t('"{0}" is not finished: a field is a name, a colon and a value', text);
    case 'stray':
      return t('"{0}" is neither a field nor a list item', text);
    case 'colon-in-value':
      return t('"{0}" holds a colon and a space, which start another field; put it in quotes', text);
    case 'reserved':
      return t('"{0}" starts with a character that YAML reserves; put it in quotes', text);
    case 'alias':
      return t('"{0}" reads as a reference to an anchor, because of its first character; put it in quotes', text);
    case 'list-beside-key':
      return t('A list starts on the line after its key');
    case 'escape':
      return t('"{0}" is no escape that YAML knows in double quotes; write the backslash twice or use single quotes', text);
    case 'comma':
      return t('A comma is missing before or in "{0}"', text);
    case 'item-among-fields':
      return t('"{0}" is a list item among fields; it belongs under a key of its own', text);
    case 'field-among-items':
      return t('"{0}" is a field among list items; indent it as far as what it belongs to', text);
    case 'indent':
      return indent?.fits === undefined
        ? t('"{0}" is indented by {1}, as far as nothing above it', text, indent?.is ?? 0)
        : t('"{0}" is indented by {1}, as far as nothing above it; {2} would fit', text, indent.is, indent.fits);
    case 'other':
      return t('This is not YAML: {0}', text);
  }
}

function titleOf(slip: SyntaxSlip, text: string, fits: number | undefined): string {
  if (fits !== undefined) return t('Indent by {0}', fits);
  switch (slip) {
    case 'tab':
      return t('Indent with spaces');
    case 'open-quote':
      return t('Close the quote');
    case 'open-bracket':
      return t('Close the bracket');
    case 'extra-bracket':
      return t('Remove "{0}"', text);
    case 'no-colon':
      return t('Write a colon');
    case 'no-space':
    case 'no-space-after-dash':
      return t('Write a space');
    case 'stray':
      return t('Make it a comment');
    case 'colon-in-value':
    case 'reserved':
    case 'alias':
      return t('Put it in quotes');
    case 'after-quote':
    case 'escape':
      return t('Escape it');
    default:
      return t('Repair the line');
  }
}
