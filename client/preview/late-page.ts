// A page that does not come: VS Code, or the browser that it runs in, may fail to load one, and then says nothing.
import * as vscode from 'vscode';

/** The first page on a busy machine takes up to ten seconds. */
const COMES_WITHIN_MS = 15_000;

/** Waits for the page of the panel, and offers ways out when it does not come. */
export class LatePage implements vscode.Disposable {
  readonly #openAgain: () => void;
  readonly #output: vscode.LogOutputChannel;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(openAgain: () => void, output: vscode.LogOutputChannel) {
    this.#openAgain = openAgain;
    this.#output = output;
  }

  /** A page is being loaded; does nothing while one is waited for already. */
  expect(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#offer().catch((error: unknown) => this.#output.error(String(error)));
    }, COMES_WITHIN_MS);
  }

  /** The page is there, or nobody looks at it any more. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #offer(): Promise<void> {
    this.#output.warn(`VS Code has not loaded the page of the preview within ${COMES_WITHIN_MS} ms.`);
    const again = vscode.l10n.t('Open Again');
    // A browser whose service worker hangs loads no page in any panel until the window itself is loaded anew.
    const reload = vscode.l10n.t('Reload Window');
    const text = vscode.l10n.t('VS Code has not loaded the traffic preview.');
    const choice = await vscode.window.showWarningMessage(text, again, reload);
    if (choice === again) this.#openAgain();
    if (choice === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow');
  }
}
