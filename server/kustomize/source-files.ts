// Files to trees, each parsed once for as long as its text stays the same.
import type { SourceNode } from '../yaml/nodes.ts';
import { readTree } from '../yaml/read-documents.ts';
import { splitDocuments } from '../yaml/split.ts';
import { placeBelow, rootPlace, type Node, type Place, type ScalarNode, type Source } from './tree.ts';

/** One document. `tree` is `undefined` when nothing usable is left; it is shared, so a build copies it before use. */
export interface SourceDocument {
  readonly source: Source;
  readonly tree: Node | undefined;
  readonly hasSyntaxProblem: boolean;
}

/** Keeps what was parsed between builds, by uri and text. */
export class SourceFiles {
  readonly #files = new Map<
    string,
    { readonly text: string; readonly documents: readonly SourceDocument[] }
  >();

  /** The documents of a file in order. The same value for the same text. */
  documentsOf(uri: string, text: string): readonly SourceDocument[] {
    const known = this.#files.get(uri);
    if (known?.text === text) return known.documents;
    const documents = readSources(text, uri, undefined);
    this.#files.set(uri, { text, documents });
    return documents;
  }

  /** Forgets a file that is gone. */
  forget(uri: string): void {
    this.#files.delete(uri);
  }
}

/** The documents of a text that stands in a field, such as an inline patch. */
export function readInlineSources(text: string, host: Place): readonly SourceDocument[] {
  return readSources(text, host.source.uri, host);
}

function readSources(text: string, uri: string, host: Place | undefined): readonly SourceDocument[] {
  return splitDocuments(text).map(({ start, end }, document) => {
    const part = text.slice(start, end);
    const { root, problems } = readTree(part);
    const source: Source = { uri, document, host };
    return {
      source,
      tree: root && toTree(root, part, rootPlace(source)),
      hasSyntaxProblem: problems.some(({ kind }) => kind === 'syntax'),
    };
  });
}

function toTree(node: SourceNode, text: string, from: Place): Node {
  switch (node.type) {
    case 'scalar':
      return { type: 'scalar', value: scalarValue(node, text), from };
    case 'list':
      return {
        type: 'list',
        items: node.items.map((item, index) => toTree(item, text, placeBelow(from, index))),
        from,
      };
    case 'map':
      return {
        type: 'map',
        entries: new Map(
          node.entries.map(({ key, value }) => [key, toTree(value, text, placeBelow(from, key))]),
        ),
        from,
      };
  }
}

/**
 * kustomize reads YAML 1.2 where kubectl reads 1.1: an unquoted `yes`, `on` or `n` is text to it, and it writes it as text.
 * Source: sigs.k8s.io/yaml/goyaml.v3 resolve.go resolve, v1.4.
 */
function scalarValue(node: Extract<SourceNode, { type: 'scalar' }>, text: string): ScalarNode['value'] {
  if (typeof node.value !== 'boolean') return node.value;
  const written = text.slice(node.span.start, node.span.end);
  return /^(y|n|yes|no|on|off)$/i.test(written) ? written : node.value;
}
