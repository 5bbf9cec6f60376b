// The server's life: which documents it follows, and who answers which request.
import { config as configureL10n } from '@vscode/l10n';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  type Connection,
  type FileEvent,
  type InitializeParams,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { previewChangedNotification } from '../../shared/messages/preview.ts';
import { asMap, type Value } from '../../shared/model/value.ts';
import { PAGES_URL } from '../analysis/pages-url.ts';
import { LanguageService } from '../service.ts';
import type { ConfigPlace } from '../features/suppress-actions.ts';
import { isConfigFile } from '../workspace/config-file.ts';
import { mayHoldManifest, type FileSource } from '../workspace/file-source.ts';
import { optionsOf } from './client-options.ts';
import { ClientUris } from './client-uris.ts';
import { Debounce } from './debounce.ts';
import { keyOfFolder } from './file-key.ts';
import { findFolderConfig, type FolderConfig } from './folder-config.ts';
import { foldersOf, isOwnFile } from './folders.ts';
import { Indexer } from './indexer.ts';
import { LensRefresh } from './lens-refresh.ts';
import { takesDocumentChanges } from './plain-edits.ts';
import { Publisher } from './publisher.ts';
import { shareText } from './ranges.ts';
import { registerRequests } from './requests.ts';
import { readSettings, type ServerSettings } from './settings.ts';
import { StatusSender } from './status.ts';
import { areTyped } from './typing.ts';
import { changesWhatIsIgnored, followDisk, WATCHERS } from './watched-files.ts';

/** Documents that show another version of a file, beside it in a diff: they are not the workspace. */
const OTHER_VERSION =
  /^(git|gitlens|gitfs|svn|hg|review|pr|conflictResolution|merge-conflict[.\w-]*|output|comment|chat-editing[.\w-]*):/;

/** Panels are told of changes once for all that happen in so short a time. */
const PREVIEW_AFTER_MS = 30;
/** What counts the whole workspace waits until no change has followed for so long. */
const CALM_MS = 300;

/** Serves a client that has been told what the server can do, until it says goodbye. */
export function serve(connection: Connection, files: FileSource, client: InitializeParams): void {
  new Server(connection, files, client).start();
}

class Server {
  readonly #connection: Connection;
  readonly #files: FileSource;
  readonly #params: InitializeParams;
  readonly #uris = new ClientUris((key, before) => {
    if (this.#publisher.forget(key)) void this.#connection.sendDiagnostics({ uri: before, diagnostics: [] });
  });
  readonly #documents = new TextDocuments({
    create: TextDocument.create,
    update: (document: TextDocument, changes, version) => {
      this.#publisher.note(areTyped(changes));
      return TextDocument.update(document, changes, version);
    },
  });
  readonly #service: LanguageService;
  readonly #publisher: Publisher;
  readonly #indexer: Indexer;
  readonly #status: StatusSender;
  readonly #lenses: LensRefresh;
  readonly #calm = new Debounce(CALM_MS, () => {
    this.#status.refresh();
    this.#lenses.refresh();
  });
  /** Keys, without a final slash. */
  #folders: readonly string[];
  #settings: ServerSettings = readSettings(undefined);
  /** The editor's settings as they came. */
  #section: Value | undefined;
  #config: FolderConfig | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, files: FileSource, params: InitializeParams) {
    this.#connection = connection;
    this.#files = files;
    this.#params = params;
    this.#folders = foldersOf(params);
    this.#service = new LanguageService(
      (rule, error) => connection.console.error(`Rule ${rule} failed: ${stackOf(error)}`),
      undefined,
      { readText: (uri) => this.#textOf(uri) },
    );
    const { documentationBase = PAGES_URL, typingPauseMs } = optionsOf(params);
    this.#publisher = new Publisher(
      { sendDiagnostics: (diagnostics) => connection.sendDiagnostics(this.#uris.spelled(diagnostics)) },
      this.#service,
      (rule) => `${documentationBase}/${rule}.md`,
      typingPauseMs,
    );
    this.#indexer = new Indexer(this.#service, files, connection);
    this.#status = new StatusSender(
      connection,
      () => this.#service.workspace.snapshot,
      () => this.#settings.problems,
    );
    const canRefresh = params.capabilities.workspace?.codeLens?.refreshSupport ?? false;
    this.#lenses = new LensRefresh(connection, this.#service, canRefresh);
  }

  start(): void {
    const { l10n } = optionsOf(this.#params);
    if (l10n) configureL10n({ contents: l10n });
    this.#connection.onDidChangeConfiguration(({ settings }) => void this.#reconfigure(settings as Value));
    this.#connection.onShutdown(() => {
      clearTimeout(this.#previewTimer);
      this.#calm.stop();
      this.#publisher.dispose();
    });
    this.#connection.onDidChangeWatchedFiles((params) => this.#followDisk(this.#uris.keyed(params.changes)));
    if (this.#params.capabilities.workspace?.workspaceFolders)
      this.#connection.workspace.onDidChangeWorkspaceFolders((change) => this.#followFolders(change));
    this.#documents.onDidChangeContent(({ document }) => this.#follow(document));
    this.#documents.onDidSave(() => void this.#publisher.publishHeld());
    this.#documents.onDidClose(({ document: { uri } }) => this.#followClosing(uri));
    registerRequests(this.#connection, {
      service: this.#service,
      documents: this.#documents,
      uris: this.#uris,
      lenses: this.#lenses,
      takesDocumentChanges: takesDocumentChanges(this.#params),
      configPlace: () => this.#configPlace,
    });
    this.#documents.listen(this.#uris.documentsOf(this.#connection));
    register(this.#connection, this.#params);
    void this.#reconfigure();
  }

  /** `pushed` is what a client that is not asked for its settings sends of them. */
  async #reconfigure(pushed?: Value): Promise<void> {
    if (!this.#params.capabilities.workspace?.configuration) {
      if (pushed !== undefined) this.#section = asMap(pushed)['kubereach'];
    } else {
      try {
        this.#section = (await this.#connection.workspace.getConfiguration('kubereach')) as Value;
      } catch (error) {
        this.#connection.console.error(`The client did not tell its settings: ${String(error)}`);
      }
    }
    this.#applySettings();
    for (const problem of this.#settings.problems) this.#connection.console.warn(problem);
    await this.#index();
  }

  /** Settings follow from what the editor sent and what the repository's file says. */
  #applySettings(): void {
    this.#config = findFolderConfig(this.#folders, (uri) => this.#textOf(uri));
    this.#settings = readSettings(
      this.#section,
      optionsOf(this.#params).hasYamlSchemas,
      this.#config?.config,
    );
    this.#service.configure(this.#settings.analysis);
    this.#publisher.isEnabled = this.#settings.isEnabled;
  }

  #textOf(uri: string): string | undefined {
    const open = this.#documents.get(uri)?.getText();
    if (open !== undefined || !uri.startsWith('file:')) return open;
    return this.#files.readText(uri);
  }

  /** Where quick fixes may write configuration: a file that is there, or a new one where the client can make files. */
  get #configPlace(): ConfigPlace | undefined {
    const { resourceOperations = [] } = this.#params.capabilities.workspace?.workspaceEdit ?? {};
    const canMakeFiles = takesDocumentChanges(this.#params) && resourceOperations.includes('create');
    return this.#config?.text !== undefined || canMakeFiles ? this.#config : undefined;
  }

  #configChanged(): void {
    const before = this.#settings.read.exclude.join('\n');
    this.#applySettings();
    if (this.#settings.read.exclude.join('\n') !== before) void this.#index();
  }

  async #index(): Promise<void> {
    this.#status.send('indexing');
    const canShowProgress = this.#params.capabilities.window?.workDoneProgress ?? false;
    const outcome = await this.#indexer.index(this.#folders, this.#settings.read, canShowProgress);
    if (outcome === 'abandoned') return;
    await this.#publisher.publishAll();
    this.#status.send('ready');
    this.#calm.ask();
    void this.#connection.sendNotification(previewChangedNotification.method, {});
  }

  #follow(document: TextDocument): void {
    const { uri, version } = document;
    const text = document.getText();
    const { workspace } = this.#service;
    if (OTHER_VERSION.test(uri)) return;
    // A document of another kind that happens to be YAML is none of ours until it says a kind.
    if (isOwnFile(uri, this.#folders) && mayHoldManifest(uri, text)) {
      workspace.setOpenText(uri, text);
      shareText(workspace.snapshot.file(uri), document);
    } else workspace.setOpenOther(uri);
    if (isConfigFile(uri)) this.#configChanged();
    this.#publisher.publish(uri, version);
    this.#afterChange([], uri);
  }

  #followClosing(uri: string): void {
    this.#service.workspace.closeText(uri);
    this.#lenses.forget(uri);
    if (isConfigFile(uri)) this.#configChanged();
    this.#afterChange([uri]);
  }

  #followDisk(changes: readonly FileEvent[]): void {
    const concerned = followDisk(changes, {
      workspace: this.#service.workspace,
      indexer: this.#indexer,
      files: this.#files,
      folders: this.#folders,
      read: this.#settings.read,
    });
    if (concerned.some(isConfigFile)) this.#configChanged();
    if (changesWhatIsIgnored(changes)) void this.#index();
    this.#afterChange(concerned);
  }

  #followFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => keyOfFolder(uri)));
    this.#folders = [
      ...this.#folders.filter((uri) => !gone.has(uri)),
      ...added.map(({ uri }) => keyOfFolder(uri)),
    ];
    this.#applySettings();
    void this.#index();
  }

  /** `published` is a file whose diagnostics have just been sent. */
  #afterChange(changed: readonly string[], published?: string): void {
    void this.#publisher.publishChanged(changed, published);
    this.#calm.ask();
    this.#previewTimer ??= setTimeout(() => {
      this.#previewTimer = undefined;
      void this.#connection.sendNotification(previewChangedNotification.method, {});
    }, PREVIEW_AFTER_MS);
  }
}

/** Asks the client to tell of what it may tell of. What it refuses is done without. */
function register(connection: Connection, { capabilities: { workspace } }: InitializeParams): void {
  const refused = (error: unknown): void =>
    connection.console.error(`The client refused a registration: ${String(error)}`);
  if (workspace?.didChangeConfiguration?.dynamicRegistration)
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'kubereach' })
      .catch(refused);
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [...WATCHERS] })
      .catch(refused);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
