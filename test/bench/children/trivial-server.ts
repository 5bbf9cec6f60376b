// The least a language server can do: answers every change with the same diagnostic, with no framework between. It keeps
// the documents' texts, as every server must that takes edits of parts, and looks at nothing in them.
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { StreamMessageReader, StreamMessageWriter, type Message } from 'vscode-languageserver-protocol/node';

/** The parts of messages that are looked at. */
interface Incoming extends Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: {
    readonly textDocument?: { readonly uri: string; readonly version: number; readonly text: string };
    readonly contentChanges?: TextDocumentContentChangeEvent[];
  };
}

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const diagnostics = [{ range, message: 'Always the same' }];
const documents = new Map<string, TextDocument>();
const writer = new StreamMessageWriter(process.stdout);

function send(message: object): void {
  void writer.write({ jsonrpc: '2.0', ...message });
}

function keep({ params }: Incoming): void {
  const { uri = '', version = 0, text = '' } = params?.textDocument ?? {};
  const known = documents.get(uri);
  const next =
    known && params?.contentChanges
      ? TextDocument.update(known, params.contentChanges, version)
      : TextDocument.create(uri, 'yaml', version, text);
  next.getText();
  documents.set(uri, next);
  send({ method: 'textDocument/publishDiagnostics', params: { uri, version, diagnostics } });
}

new StreamMessageReader(process.stdin).listen((message) => {
  const incoming = message as Incoming;
  switch (incoming.method) {
    case 'initialize':
      send({ id: incoming.id, result: { capabilities: { textDocumentSync: 2 } } });
      break;
    case 'textDocument/didOpen':
    case 'textDocument/didChange':
      keep(incoming);
      break;
    case 'exit':
      process.exit();
      break;
    default:
      if (incoming.id !== undefined) send({ id: incoming.id, result: null });
  }
});
