// Tells the client what the server is doing and how much it knows.
import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { statusNotification, type ServerStatus } from '../../shared/messages/status.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

/** Sends the status, and nothing twice in a row. */
export class StatusSender {
  readonly #connection: Connection;
  readonly #snapshot: () => Snapshot;
  readonly #problems: () => readonly string[];
  #sent: ServerStatus | undefined;

  constructor(connection: Connection, snapshot: () => Snapshot, problems: () => readonly string[]) {
    this.#connection = connection;
    this.#snapshot = snapshot;
    this.#problems = problems;
  }

  /** Sends a new state. */
  send(state: ServerStatus['state']): void {
    const snapshot = this.#snapshot();
    const status = {
      state,
      nServices: snapshot.nServices,
      nManifests: snapshot.nObjects,
      notice: this.#problems()[0] ?? (state === 'ready' ? noticeOf(snapshot) : ''),
    };
    if (this.#sent && isSameStatus(status, this.#sent)) return;
    this.#sent = status;
    void this.#connection.sendNotification(statusNotification.method, status);
  }

  /** Sends what an edit changed of it; while folders are being read the end of that will tell. */
  refresh(): void {
    if (this.#sent?.state === 'ready') this.send('ready');
  }
}

function noticeOf({ isComplete, nUnread }: Snapshot): string {
  if (nUnread > 0) return t('{0} files were left out: see the output', nUnread);
  return isComplete ? '' : t('Not everything was read, so nothing is said to be missing');
}

function isSameStatus(one: ServerStatus, other: ServerStatus): boolean {
  return (
    one.state === other.state &&
    one.nServices === other.nServices &&
    one.nManifests === other.nManifests &&
    one.notice === other.notice
  );
}
