// The server's life: what it can do, which documents it follows, and who answers which request.
import { config as configureL10n, t } from '@vscode/l10n';
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { previewChangedNotification } from '../../shared/messages/preview.ts';
import { statusNotification } from '../../shared/messages/status.ts';
import type { Value } from '../../shared/model/value.ts';
import { PAGES_URL } from '../analysis/pages-url.ts';
import { LanguageService } from '../service.ts';
import type { ConfigPlace } from '../features/suppress-actions.ts';
import { isConfigFile } from '../workspace/config-file.ts';
import { isPassedOver, mayHoldManifest, type FileSource } from '../workspace/file-source.ts';
import { FIX_ALL } from './code-actions.ts';
import { shareText } from './convert.ts';
import { findFolderConfig, type FolderConfig } from './folder-config.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { Indexer } from './indexer.ts';
import { Publisher } from './publisher.ts';
import { registerRequests } from './requests.ts';
import { readSettings, type ServerSettings } from './settings.ts';

/** What a client may send with `initialize`. */
interface InitializationOptions {
  /** Where the rules' pages are: `<base>/<rule id>.md`. */
  readonly documentationBase?: string;
  /** The client has the command `kubereach.openPreview`, so that lenses may call it. */
  readonly hasPreview?: boolean;
  /** Another extension checks YAML against schemas. */
  readonly hasYamlSchemas?: boolean;
  /** Translations; English when absent. */
  readonly l10n?: Record<string, string>;
}

const WATCHED = '**/{*.yaml,*.yml,*.json,Kustomization}';
/** Documents that show another version of a file, beside it in a diff: they are not the workspace. */
const OTHER_VERSION =
  /^(git|gitlens|gitfs|svn|hg|review|pr|conflictResolution|merge-conflict[.\w-]*|output|comment|chat-editing[.\w-]*):/;

/** Panels are told of changes once for all that happen in so short a time. */
const PREVIEW_AFTER_MS = 30;

/** Serves one client until it says goodbye. */
export function startServer(connection: Connection, files: FileSource): void {
  new Server(connection, files).start();
}

class Server {
  readonly #connection: Connection;
  readonly #files: FileSource;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #service: LanguageService;
  readonly #publisher: Publisher;
  readonly #indexer: Indexer;
  #params: InitializeParams | undefined;
  #folders: string[] = [];
  #settings: ServerSettings = readSettings(undefined);
  /** The editor's settings as they came. */
  #section: Value | undefined;
  #config: FolderConfig | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, files: FileSource) {
    this.#connection = connection;
    this.#files = files;
    this.#service = new LanguageService(
      (rule, error) => connection.console.error(`Rule ${rule} failed: ${stackOf(error)}`),
      undefined,
      { readText: (uri) => this.#textOf(uri) },
    );
    this.#publisher = new Publisher(
      connection,
      this.#service,
      (rule) => `${this.#options.documentationBase ?? PAGES_URL}/${rule}.md`,
    );
    this.#indexer = new Indexer(this.#service, files, connection);
  }

  get #options(): InitializationOptions {
    return (this.#params?.initializationOptions ?? {}) as InitializationOptions;
  }

  start(): void {
    this.#connection.onInitialize((params) => this.#initialize(params));
    this.#connection.onInitialized(() => void this.#begin());
    this.#connection.onDidChangeConfiguration(() => void this.#reconfigure());
    this.#connection.onShutdown(() => {
      clearTimeout(this.#previewTimer);
      this.#publisher.dispose();
    });
    this.#connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri, type } of changes) this.#readAgain(uri, type === FileChangeType.Deleted);
      if (changes.some(({ uri }) => isConfigFile(uri))) this.#configChanged();
      this.#afterChange(changes.map(({ uri }) => uri));
    });
    this.#documents.onDidChangeContent(({ document }) => this.#follow(document));
    this.#documents.onDidClose(({ document }) => {
      this.#service.workspace.closeText(document.uri);
      this.#afterChange([document.uri]);
    });
    registerRequests(this.#connection, this.#service, this.#documents, () => this.#configPlace);
    this.#documents.listen(this.#connection);
    this.#connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#params = params;
    if (this.#options.l10n) configureL10n({ contents: this.#options.l10n });
    this.#folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    return {
      serverInfo: { name: 'kubereach' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        ...(this.#options.hasPreview ? { codeLensProvider: {} } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  async #begin(): Promise<void> {
    const { workspace } = this.#params?.capabilities ?? {};
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      await this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'kubereach',
      });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: WATCHED }],
      });
    }
    if (workspace?.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        void this.#index();
      });
    }
    await this.#reconfigure();
  }

  async #reconfigure(): Promise<void> {
    if (this.#params?.capabilities.workspace?.configuration) {
      this.#section = (await this.#connection.workspace.getConfiguration('kubereach')) as Value;
    }
    this.#applySettings();
    for (const problem of this.#settings.problems) this.#connection.console.warn(problem);
    await this.#index();
  }

  /** Settings follow from what the editor sent and what the repository's file says. */
  #applySettings(): void {
    this.#config = findFolderConfig(this.#folders, (uri) => this.#textOf(uri));
    this.#settings = readSettings(this.#section, this.#options.hasYamlSchemas, this.#config?.config);
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
    const { resourceOperations = [] } = this.#params?.capabilities.workspace?.workspaceEdit ?? {};
    return this.#config?.text !== undefined || resourceOperations.includes('create')
      ? this.#config
      : undefined;
  }

  #configChanged(): void {
    const before = this.#settings.read.exclude.join('\n');
    this.#applySettings();
    if (this.#settings.read.exclude.join('\n') !== before) void this.#index();
  }

  async #index(): Promise<void> {
    this.#sendStatus('indexing');
    const canShowProgress = this.#params?.capabilities.window?.workDoneProgress ?? false;
    const outcome = await this.#indexer.index(this.#folders, this.#settings.read, canShowProgress);
    if (outcome === 'abandoned') return;
    await this.#publisher.publishAll();
    this.#sendStatus('ready');
    void this.#connection.sendNotification(previewChangedNotification.method, {});
  }

  #follow(document: TextDocument): void {
    const text = document.getText();
    const { workspace } = this.#service;
    if (OTHER_VERSION.test(document.uri)) return;
    // A document of another kind that happens to be YAML is none of ours until it says a kind.
    const isOurs = !isPassedOver(document.uri) && mayHoldManifest(document.uri, text);
    workspace.setOpenText(document.uri, isOurs ? text : '');
    if (isOurs) shareText(workspace.snapshot.file(document.uri), document);
    if (isConfigFile(document.uri)) this.#configChanged();
    this.#publisher.publish(document.uri, document.version);
    this.#afterChange([], document.uri);
  }

  #readAgain(uri: string, isGone: boolean): void {
    const { workspace } = this.#service;
    const file =
      isGone || !uri.startsWith('file:') ? undefined : this.#files.readFile(uri, this.#settings.read);
    if (!file) workspace.removeFile(uri);
    else workspace.setFiles([file]);
  }

  /** `published` is a file whose diagnostics have just been sent. */
  #afterChange(changed: readonly string[], published?: string): void {
    void this.#publisher.publishChanged(changed, published);
    this.#previewTimer ??= setTimeout(() => {
      this.#previewTimer = undefined;
      void this.#connection.sendNotification(previewChangedNotification.method, {});
    }, PREVIEW_AFTER_MS);
  }

  #noticeOf({ isComplete, nUnread }: Snapshot): string {
    if (nUnread > 0) return t('{0} files were left out: see the output', nUnread);
    return isComplete ? '' : t('Not everything was read, so nothing is said to be missing');
  }

  #sendStatus(state: 'indexing' | 'ready'): void {
    const { snapshot } = this.#service.workspace;
    const [problem] = this.#settings.problems;
    void this.#connection.sendNotification(statusNotification.method, {
      state,
      nServices: snapshot.nServices,
      nManifests: snapshot.nObjects,
      notice: problem ?? (state === 'ready' ? this.#noticeOf(snapshot) : ''),
    });
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
