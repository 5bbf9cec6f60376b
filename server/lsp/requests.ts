// The requests a client makes, each answered from the snapshot of that moment.
import {
  MarkupKind,
  type CodeAction,
  type CodeLens,
  type Connection,
  type Hover,
  type Position,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  fieldAtRequest,
  fieldEditsRequest,
  locateRequest,
  overviewRequest,
  previewRequest,
  type Anchor,
  type FieldEdit,
  type PreviewModel,
  type PreviewParams,
} from '../../shared/messages/preview.ts';
import type { ConfigPlace } from '../features/suppress-actions.ts';
import type { LanguageService } from '../service.ts';
import { codeActions } from './code-actions.ts';
import { textOf, toRange } from './ranges.ts';

/** The command that a lens runs in the client. */
const OPEN_PREVIEW = 'kubereach.openPreview';

/** Registers every request handler. A handler that fails is answered with an error; the server goes on. */
export function registerRequests(
  connection: Connection,
  service: LanguageService,
  documents: TextDocuments<TextDocument>,
  configPlace: () => ConfigPlace | undefined = () => undefined,
): void {
  connection.onHover(({ textDocument: { uri }, position }): Hover | null => {
    const file = service.context.snapshot.file(uri);
    const hover = file && service.hover(uri, textOf(file).offsetAt(position));
    return file && hover
      ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(file, hover.span) }
      : null;
  });

  connection.onCodeAction((params): CodeAction[] =>
    codeActions(params, {
      service,
      versionOf: (uri) => documents.get(uri)?.version ?? null,
      config: configPlace(),
    }),
  );

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

  connection.onRequest(overviewRequest.method, ({ namespace }: { readonly namespace: string }) =>
    service.overview(namespace),
  );

  connection.onRequest(locateRequest.method, (anchor: Anchor) => {
    const file = service.context.snapshot.file(anchor.uri);
    const span = service.locate(anchor);
    return file && span ? { uri: anchor.uri, range: toRange(file, span) } : null;
  });

  connection.onRequest(
    fieldAtRequest.method,
    ({ uri, position }: { readonly uri: string; readonly position: Position }): Anchor | null => {
      const file = service.context.snapshot.file(uri);
      return (file && service.fieldAt(uri, textOf(file).offsetAt(position))) ?? null;
    },
  );

  connection.onRequest(fieldEditsRequest.method, ({ edits }: { readonly edits: readonly FieldEdit[] }) => {
    const { snapshot } = service.context;
    return (
      service.fieldEdits(edits)?.flatMap(({ uri, span, newText }) => {
        const file = snapshot.file(uri);
        return file ? [{ uri, range: toRange(file, span), newText }] : [];
      }) ?? null
    );
  });
}
