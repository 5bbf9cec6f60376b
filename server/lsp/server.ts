// The server's life: which documents it follows, and who answers which request.
import { config as configureL10n, t } from '@vscode/l10n';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocuments,
  type Connection,
  type InitializeParams,
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
import { optionsOf } from './client-options.ts';
import { shareText } from './ranges.ts';
import { findFolderConfig, type FolderConfig } from './folder-config.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { Indexer } from './indexer.ts';
import { Publisher } from './publisher.ts';
import { areTyped } from './typing.ts';
import { registerRequests } from './requests.ts';
import { readSettings, type ServerSettings } from './settings.ts';

const WATCHED = '**/{*.yaml,*.yml,*.json,Kustomization}';
/** Documents that show another version of a file, beside it in a diff: they are not the workspace. */
const OTHER_VERSION =
  /^(git|gitlens|gitfs|svn|hg|review|pr|conflictResolution|merge-conflict[.\w-]*|output|comment|chat-editing[.\w-]*):/;

/** Panels are told of changes once for all that happen in so short a time. */
const PREVIEW_AFTER_MS = 30;

/** Serves a client that has been told what the server can do, until it says goodbye. */
export function serve(connection: Connection, files: FileSource, client: InitializeParams): void {
  new Server(connection, files, client).start();
}

class Server {
  readonly #connection: Connection;
  readonly #files: FileSource;
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
  readonly #params: InitializeParams;
  #folders: string[];
  #settings: ServerSettings = readSettings(undefined);
  /** The editor's settings as they came. */
  #section: Value | undefined;
  #config: FolderConfig | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, files: FileSource, params: InitializeParams) {
    this.#connection = connection;
    this.#files = files;
    this.#params = params;
    this.#folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    this.#service = new LanguageService(
      (rule, error) => connection.console.error(`Rule ${rule} failed: ${stackOf(error)}`),
      undefined,
      { readText: (uri) => this.#textOf(uri) },
    );
    const { documentationBase = PAGES_URL, typingPauseMs } = optionsOf(params);
    this.#publisher = new Publisher(
      connection,
      this.#service,
      (rule) => `${documentationBase}/${rule}.md`,
      typingPauseMs,
    );
    this.#indexer = new Indexer(this.#service, files, connection);
  }

  start(): void {
    const { l10n } = optionsOf(this.#params);
    if (l10n) configureL10n({ contents: l10n });
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
    this.#documents.onDidSave(() => void this.#publisher.publishHeld());
    this.#documents.onDidClose(({ document }) => {
      this.#service.workspace.closeText(document.uri);
      this.#afterChange([document.uri]);
    });
    registerRequests(this.#connection, this.#service, this.#documents, () => this.#configPlace);
    this.#documents.listen(this.#connection);
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const { workspace } = this.#params.capabilities ?? {};
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
    if (this.#params.capabilities.workspace?.configuration) {
      this.#section = (await this.#connection.workspace.getConfiguration('kubereach')) as Value;
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
    const canShowProgress = this.#params.capabilities.window?.workDoneProgress ?? false;
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
