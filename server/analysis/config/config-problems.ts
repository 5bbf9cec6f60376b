// What is wrong in a configuration file, at its place in the text.
import type { ManifestDocument } from '../../workspace/manifest.ts';
import { isConfigFile } from '../../workspace/config-file.ts';
import { locate } from '../../yaml/locate.ts';
import type { Span } from '../../yaml/span.ts';
import { toValue } from '../../yaml/to-value.ts';
import { treeOf } from '../places.ts';
import type { ConfigProblem } from './config.ts';
import { decodeConfig } from './read-config.ts';

/** A problem with the span it is marked at, from the document's start. */
export interface PlacedConfigProblem {
  readonly document: ManifestDocument;
  readonly problem: ConfigProblem;
  readonly span: Span;
}

/** The problems of a document of a configuration file, in order; none for any other file or for broken syntax. */
export function configProblemsOf(document: ManifestDocument): readonly PlacedConfigProblem[] {
  if (!isConfigFile(document.uri) || document.problems.some(({ kind }) => kind === 'syntax')) return [];
  const { root } = treeOf(document);
  if (!root) return [];
  return decodeConfig(toValue(root)).problems.map((problem) => {
    const { entry, node } = locate(root, problem.path);
    const isAboutKey = problem.type === 'unknown-key' || problem.type === 'unknown-rule';
    const isShort = node.type === 'scalar' && node.span.end > node.span.start;
    return {
      document,
      problem,
      span: entry && (isAboutKey || !isShort) ? entry.keySpan : spanOfNode(node.span, document.text),
    };
  });
}

/** A node on one line is marked as a whole, a longer one at its first line. */
function spanOfNode({ start, end }: Span, text: string): Span {
  const lineEnd = text.indexOf('\n', start);
  return { start, end: lineEnd < 0 ? end : Math.max(start + 1, Math.min(end, lineEnd)) };
}
