// The requests a client makes, each answered from the snapshot of that moment.
import {
  MarkupKind,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type Connection,
  type Hover,
  type HoverParams,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  fieldAtRequest,
  fieldEditsRequest,
  locateRequest,
  overviewRequest,
  previewRequest,
  type PreviewModel,
  type PreviewParams,
} from '../../shared/messages/preview.ts';
import type { RequestMessage } from '../../shared/messages/message.ts';
import type { ConfigPlace } from '../features/suppress-actions.ts';
import type { LanguageService } from '../service.ts';
import type { ClientUris } from './client-uris.ts';
import { codeActions } from './code-actions.ts';
import type { LensRefresh } from './lens-refresh.ts';
import { withPlainEdits } from './plain-edits.ts';
import { textOf, toRange } from './ranges.ts';

/** The command that a lens runs in the client. */
const OPEN_PREVIEW = 'kubereach.openPreview';

/** What the answers depend on besides the requests. */
export interface RequestContext {
  readonly service: LanguageService;
  readonly documents: TextDocuments<TextDocument>;
  readonly uris: ClientUris;
  readonly lenses: LensRefresh;
  /** False for a client that takes edits of files and nothing else. */
  readonly takesDocumentChanges: boolean;
  readonly configPlace: () => ConfigPlace | undefined;
}

/** Registers every request handler. A handler that fails is answered with an error; the server goes on. */
export function registerRequests(connection: Connection, context: RequestContext): void {
  const { service, uris } = context;
  /** Handlers work with keys: the client's spelling is its own. */
  const byKeys =
    <P, R>(answer: (params: P) => R) =>
    (params: P): R =>
      uris.spelled(answer(uris.keyed(params)));

  connection.onHover(
    byKeys(({ textDocument: { uri }, position }: HoverParams): Hover | null => {
      const file = service.context.snapshot.file(uri);
      const hover = file && service.hover(uri, textOf(file).offsetAt(position));
      return file && hover
        ? {
            contents: { kind: MarkupKind.Markdown, value: hover.markdown },
            range: toRange(file, hover.span),
          }
        : null;
    }),
  );

  const actionsFor = byKeys((params: CodeActionParams): CodeAction[] =>
    codeActions(params, {
      service,
      versionOf: (uri) => context.documents.get(uri)?.version ?? null,
      config: context.configPlace(),
    }),
  );
  connection.onCodeAction((params) =>
    context.takesDocumentChanges ? actionsFor(params) : actionsFor(params).map(withPlainEdits),
  );

  connection.onCodeLens(
    byKeys(({ textDocument: { uri } }: CodeLensParams): CodeLens[] => {
      const file = service.context.snapshot.file(uri);
      if (!file) return [];
      const lenses = service.codeLenses(uri);
      if (context.documents.get(uri)) context.lenses.note(uri, lenses);
      return lenses.map(({ span, title, service: key }) => ({
        range: toRange(file, span),
        command: { title, command: OPEN_PREVIEW, arguments: [{ uri, service: key }] },
      }));
    }),
  );

  const answer = <P, R>(message: RequestMessage<P, R>, handler: (params: P) => R): void => {
    connection.onRequest(message.method, byKeys<P, unknown>(handler));
  };
  answer(previewRequest, (params) => previewFor(params, service));
  answer(overviewRequest, ({ namespace }) => service.overview(namespace));
  answer(locateRequest, (anchor) => {
    const file = service.context.snapshot.file(anchor.uri);
    const span = service.locate(anchor);
    return file && span ? { uri: anchor.uri, range: toRange(file, span) } : null;
  });
  answer(fieldAtRequest, ({ uri, position }) => {
    const file = service.context.snapshot.file(uri);
    return (file && service.fieldAt(uri, textOf(file).offsetAt(position))) ?? null;
  });
  answer(fieldEditsRequest, ({ edits }) => {
    const { snapshot } = service.context;
    return (
      service.fieldEdits(edits)?.flatMap(({ uri, span, newText }) => {
        const file = snapshot.file(uri);
        return file ? [{ uri, range: toRange(file, span), newText }] : [];
      }) ?? null
    );
  });
}

function previewFor({ uri, position, service: key }: PreviewParams, service: LanguageService): PreviewModel {
  const file = service.context.snapshot.file(uri);
  return service.preview({
    uri,
    ...(file && position ? { offset: textOf(file).offsetAt(position) } : {}),
    ...(key === undefined ? {} : { service: key }),
  });
}
