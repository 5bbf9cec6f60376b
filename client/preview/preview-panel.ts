// The one traffic preview: decides what it is about, asks the server, hands the answer to the webview.
import * as vscode from 'vscode';
import { isPanelState } from '../../shared/messages/panel-state.ts';
import {
  fieldAtRequest,
  overviewRequest,
  previewChangedNotification,
  previewRequest,
  type FromWebview,
  type PreviewModel,
  type PreviewParams,
  type ToWebview,
} from '../../shared/messages/preview.ts';
import type { ServerSession } from '../language-client/server-session.ts';
import { applyFieldEdits } from './apply-edits.ts';
import { cursorPlace, onDidMoveCursor } from './cursor.ts';
import { isFromWebview } from './from-webview.ts';
import { LatePage } from './late-page.ts';
import { latestOnly } from './latest-only.ts';
import { dressWebview, VIEW_TYPE, webviewOptions } from './panel-webview.ts';
import { revealAnchor, type RevealedPlace } from './reveal-anchor.ts';
import { saveExport } from './save-export.ts';
import { settledSubject, subjectAt, withoutService, type CursorPlace } from './subject.ts';

/** What a code lens, a menu or another extension may ask for; without it, the active editor and its cursor count. */
export interface PreviewTarget {
  readonly uri: string;
  /** A key from `PreviewModel.services`. */
  readonly service?: string | undefined;
  /** Zero-based, UTF-16. */
  readonly position?: { readonly line: number; readonly character: number } | undefined;
}

/** Owns the webview panel and everything it is told. At most one panel is open. */
export class PreviewPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #session: ServerSession;
  readonly #output: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  readonly #refresh: (asked: PreviewParams) => void;
  readonly #late: LatePage;
  #panel: vscode.WebviewPanel | undefined;
  /** Whether the page listens; it does not while it is hidden. */
  #isReady = false;
  #isPinned = false;
  #subject: PreviewParams | undefined;
  #revealed: RevealedPlace | undefined;
  #last: ToWebview | undefined;
  /** Whether something changed while nobody looked, so that the last answer may be wrong. */
  #isStale = false;
  /** The latest cursor; an answer about an earlier one comes too late. */
  #marked: CursorPlace | undefined;

  constructor(extensionUri: vscode.Uri, session: ServerSession, output: vscode.LogOutputChannel) {
    this.#extensionUri = extensionUri;
    this.#session = session;
    this.#output = output;
    this.#late = new LatePage(() => this.#openAgain(), output);
    this.#refresh = latestOnly((asked) => this.#ask(asked));
    this.#subscriptions = vscode.Disposable.from(
      this.#late,
      session.listen(previewChangedNotification, () => this.#askAgain()),
      session.onDidChangeState((state) => (state === 'running' ? this.#askAgain() : undefined)),
      onDidMoveCursor((place) => this.#follow(place)),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this),
    );
  }

  /** Shows a Service: the one named, else the one at the place or the cursor, else the first of the file. */
  open(target?: PreviewTarget): void {
    const subject = subjectToOpen(target);
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#adopt(this.#createPanel());
    this.#isPinned = false;
    this.#revealed = undefined;
    this.#show(subject);
  }

  /** Takes over the panel that VS Code restored with the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.#panel?.dispose();
    this.#adopt(panel);
    const stored = isPanelState(state) ? state : undefined;
    this.#isPinned = stored?.isPinned ?? false;
    const target = stored?.uri ? { uri: stored.uri, service: stored.service || undefined } : undefined;
    this.#show(subjectToOpen(target));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#panel?.dispose();
  }

  /** The same in a new panel. */
  #openAgain(): void {
    this.#panel?.dispose();
    this.#adopt(this.#createPanel());
    this.#show(this.#subject ?? subjectToOpen());
  }

  #createPanel(): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(
      VIEW_TYPE,
      vscode.l10n.t('Traffic preview'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(this.#extensionUri),
    );
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#isReady = false;
    this.#last = undefined;
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away; the next one says when it is ready.
      if (!panel.visible) this.#isReady = false;
      this.#awaitPage();
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#awaitPage();
    });
    dressWebview(panel, this.#extensionUri);
    this.#awaitPage();
  }

  #awaitPage(): void {
    if (this.#panel?.visible && !this.#isReady) this.#late.expect();
    else this.#late.dispose();
  }

  #receive(message: unknown): void {
    if (!isFromWebview(message)) {
      this.#output.warn('The preview sent a message of an unknown shape; it was ignored.');
      return;
    }
    this.#act(message).catch((error: unknown) => this.#log(error));
  }

  async #act(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#awaitPage();
        this.#post({ type: 'l10n', bundle: vscode.l10n.bundle ?? {} });
        if (this.#last) this.#post(this.#last);
        // An answer under way or still right is not asked for twice: the page would draw everything again.
        return this.#isStale || this.#last?.type === 'failed' ? this.#askAgain() : undefined;
      case 'select':
        return this.#show({ uri: this.#subject?.uri ?? '', service: message.service });
      case 'pin':
        this.#isPinned = message.isPinned;
        if (this.#last?.type === 'model') this.#last = { ...this.#last, isPinned: message.isPinned };
        return;
      case 'reveal':
        return revealAnchor(this.#session, message.anchor, this.#panel?.viewColumn, (place) => {
          this.#revealed = place;
        });
      case 'showOutput':
        return void vscode.commands.executeCommand('kubereach.showOutput');
      case 'apply':
        return applyFieldEdits(this.#session, message.edits);
      case 'overview': {
        const { namespace } = message;
        const overview = await this.#session.ask(overviewRequest, { namespace });
        return this.#post({ type: 'overview', overview });
      }
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'save':
        return saveExport(message);
    }
  }

  #follow(place: CursorPlace): void {
    if (!this.#panel?.visible) return;
    const revealed = this.#revealed;
    if (revealed?.uri === place.uri && revealed.line === place.line) {
      this.#marked = place;
      return this.#post({ type: 'cursor', anchor: revealed.anchor });
    }
    this.#revealed = undefined;
    void this.#mark(place);
    if (this.#isPinned) return;
    const subject = subjectAt(place, this.#subject);
    if (subject) this.#show(subject);
  }

  /** Tells the page which field the cursor is at; without an answer it keeps what it has. */
  async #mark(place: CursorPlace): Promise<void> {
    this.#marked = place;
    const { uri, line, character } = place;
    try {
      const anchor = await this.#session.ask(fieldAtRequest, { uri, position: { line, character } });
      if (this.#marked === place) this.#post({ type: 'cursor', ...(anchor ? { anchor } : {}) });
    } catch (error) {
      this.#log(error);
    }
  }

  #show(subject: PreviewParams): void {
    this.#subject = subject;
    this.#askAgain();
  }

  #askAgain(): void {
    this.#isStale = !this.#panel?.visible;
    if (!this.#isStale && this.#subject) this.#refresh(this.#subject);
  }

  async #ask(asked: PreviewParams): Promise<void> {
    try {
      let model = await this.#session.ask(previewRequest, asked);
      const retry = model.scene || this.#isPinned ? undefined : withoutService(asked);
      if (retry) model = await this.#session.ask(previewRequest, retry);
      // A newer question is waiting: its answer is the one to show.
      if (this.#subject === asked) this.#take(asked, model);
    } catch (error) {
      this.#log(error);
      const message = vscode.l10n.t('The language server gave no answer.');
      this.#post({ type: 'failed', message });
    }
  }

  #take(asked: PreviewParams, model: PreviewModel): void {
    this.#subject = settledSubject(asked, model);
    if (this.#panel) this.#panel.title = titleOf(model);
    this.#post({ type: 'model', model, isPinned: this.#isPinned });
  }

  #post(message: ToWebview): void {
    if (message.type === 'model' || message.type === 'failed') this.#last = message;
    if (this.#isReady) void this.#panel?.webview.postMessage(message);
  }

  #log(error: unknown): void {
    this.#output.error(error instanceof Error ? error : String(error));
  }
}

function titleOf({ scene }: PreviewModel): string {
  const name = scene?.service.split('/').at(-1);
  return name ? vscode.l10n.t('Traffic: {0}', name) : vscode.l10n.t('Traffic preview');
}

function subjectToOpen(target?: PreviewTarget): PreviewParams {
  if (target?.service !== undefined) return { uri: target.uri, service: target.service };
  if (target?.position) return { uri: target.uri, position: target.position };
  const editor = vscode.window.activeTextEditor;
  if (editor && (!target || target.uri === editor.document.uri.toString())) {
    const { uri, line, character } = cursorPlace(editor);
    return { uri, position: { line, character } };
  }
  // Without any file the server still lists the Services to choose from.
  return { uri: target?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '' };
}
