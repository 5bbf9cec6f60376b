import { t } from '@vscode/l10n';
import { explainSyntax } from '../analysis/explain-syntax.ts';
import type { SyntaxReason } from '../analysis/syntax-reason.ts';
import { describeSlip, repairTitle } from '../analysis/syntax-words.ts';
import { defineRule, type TextPlace } from '../analysis/rule.ts';

interface State {
  readonly document: TextPlace['document'];
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
  howToFix:
    'Repair the line that is marked. Of several faults in a document only the first is told: the others may follow from it.',
  subject: 'Document',

  *find(document) {
    const problem = document.problems.find(({ kind }) => kind === 'syntax');
    const reason = problem && explainSyntax(document.text, problem);
    if (reason) yield { at: { document, span: reason.span }, state: { document, reason } satisfies State };
  },

  say({ reason }) {
    const wrong = describeSlip(reason);
    if (reason.slip === 'ignored' || reason.slip === 'depth') return { message: wrong };
    return { message: t('{0}. kubectl cannot read this document and stops here', wrong) };
  },

  *fix({ document, reason: { slip, text, indent, repaired, isGuess } }) {
    if (repaired === undefined) return;
    const span = { start: 0, end: document.text.length };
    yield {
      title: repairTitle(slip, text, indent?.fits),
      steps: [{ type: 'text', document, span, newText: repaired }],
      isPreferred: !isGuess && slip !== 'stray' && slip !== 'open-bracket',
    };
  },
});
