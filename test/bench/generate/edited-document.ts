// Documents that are typed in: two texts that differ in one place, and of which one has something wrong.
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol/node';
import { makeFiles, makeLargeText } from './workspace.ts';

/** A document and two changes that lead back and forth. */
export interface EditedDocument {
  /** What the change touches, in words. */
  readonly what: string;
  /** The text after the first change, and after the second. */
  readonly texts: readonly [string, string];
  /** The first change, from the second text; and back. */
  readonly changes: readonly [TextDocumentContentChangeEvent, TextDocumentContentChangeEvent];
  readonly nDocuments: number;
}

const EDITS = {
  value: { what: 'a value', line: '      nodePort: ', right: '30080', wrong: '80' },
  selector: { what: 'a selector', line: '    app: ', right: 'typed-web', wrong: 'typed-wbe' },
} as const;

/** A workload with its Service, about 3 KB, whose `value` or `selector` is edited. */
export function smallDocument(edit: keyof typeof EDITS): EditedDocument {
  return editedIn(`${typedWorkload()}---\n${TYPED_SERVICE}`, edit);
}

/** A file of many documents, in the midst of which a value is edited. */
export function largeDocument(nCharacters: number): EditedDocument {
  const text = makeLargeText(nCharacters);
  const midst = text.indexOf('\n---\n', text.length / 2) + 1;
  const typed = `---\n${typedWorkload()}---\n${TYPED_SERVICE}`;
  return editedIn(`${text.slice(0, midst)}${typed}${text.slice(midst)}`, 'value');
}

function editedIn(text: string, edit: keyof typeof EDITS): EditedDocument {
  const { what, line, right, wrong } = EDITS[edit];
  const at = text.indexOf(`${line}${right}\n`, text.indexOf('name: typed-web-service')) + line.length;
  const before = text.slice(0, at).split('\n');
  const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const change = (from: string, to: string): TextDocumentContentChangeEvent => ({
    range: { start, end: { ...start, character: start.character + from.length } },
    text: to,
  });
  return {
    what,
    texts: [text.slice(0, at) + wrong + text.slice(at + right.length), text],
    changes: [change(right, wrong), change(wrong, right)],
    nDocuments: text.split(/^---$/m).length,
  };
}

/** The longest of the first workloads that are made, under a name of its own. */
function typedWorkload(): string {
  let longest = '';
  for (const { text } of makeFiles(200, 3)) {
    const workload = text.split(/^---\n/m).find((document) => document.includes('kind: Deployment'));
    if (workload && workload.length > longest.length && workload.length < 2700) longest = workload;
  }
  const app = /^ {4}app: (.*)$/m.exec(longest)?.[1] ?? '';
  return longest.replaceAll(app, 'typed-web').replace(/namespace: .*/, 'namespace: typed');
}

const TYPED_SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: typed-web-service
  namespace: typed
spec:
  type: NodePort
  selector:
    app: typed-web
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 30080
`;
