// The requests a client makes, each answered from the snapshot of that moment.
import {
  MarkupKind,
  type CodeAction,
  type CodeLens,
  type Connection,
  type Hover,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  locateRequest,
  previewRequest,
  type Anchor,
  type PreviewModel,
  type PreviewParams,
} from '../../shared/messages/preview.ts';
import type { LanguageService } from '../service.ts';
import { textOf, toCodeAction, toRange } from './convert.ts';

/** The command that a lens runs in the client. */
const OPEN_PREVIEW = 'kubereach.openPreview';

/** Registers every request handler. A handler that fails is answered with an error; the server goes on. */
export function registerRequests(
  connection: Connection,
  service: LanguageService,
  documents: TextDocuments<TextDocument>,
): void {
  connection.onHover(({ textDocument: { uri }, position }): Hover | null => {
    const file = service.context.snapshot.file(uri);
    const hover = file && service.hover(uri, textOf(file).offsetAt(position));
    return file && hover
      ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(file, hover.span) }
      : null;
  });

  connection.onCodeAction(({ textDocument: { uri }, range, context }): CodeAction[] => {
    const file = service.context.snapshot.file(uri);
    if (!file) return [];
    const text = textOf(file);
    const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
    const versionOf = (of: string): number | null => documents.get(of)?.version ?? null;
    return service
      .quickFixes(uri, span)
      .map((fix) => toCodeAction(fix, context.diagnostics, service.context.snapshot, versionOf));
  });

  connection.onCodeLens(({ textDocument: { uri } }): CodeLens[] => {
    const file = service.context.snapshot.file(uri);
    if (!file) return [];
    return service.codeLenses(uri).map(({ span, title, service: key }) => ({
      range: toRange(file, span),
      command: { title, command: OPEN_PREVIEW, arguments: [{ uri, service: key }] },
    }));
  });

  connection.onRequest(
    previewRequest.method,
    ({ uri, position, service: key }: PreviewParams): PreviewModel => {
      const file = service.context.snapshot.file(uri);
      return service.preview({
        uri,
        ...(file && position ? { offset: textOf(file).offsetAt(position) } : {}),
        ...(key === undefined ? {} : { service: key }),
      });
    },
  );

  connection.onRequest(locateRequest.method, (anchor: Anchor) => {
    const file = service.context.snapshot.file(anchor.uri);
    const span = service.locate(anchor);
    return file && span ? { uri: anchor.uri, range: toRange(file, span) } : null;
  });
}
