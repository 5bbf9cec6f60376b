// The language status: what the server knows, whether it is busy, whether something stands in its way.
import * as vscode from 'vscode';
import { statusNotification, type ServerStatus } from '../../shared/messages/status.ts';
import { MANIFEST_SELECTOR } from './client-options.ts';
import type { ServerSession, SessionState } from './server-session.ts';

/** Keeps a status item up to date with the session, for manifests only. */
export function createStatusItem(session: ServerSession): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('kubereach.status', MANIFEST_SELECTOR);
  item.name = vscode.l10n.t('Kubereach');
  showState(item, session.state);
  return vscode.Disposable.from(
    item,
    session.onDidChangeState((state) => showState(item, state)),
    session.listen(statusNotification, (status) => showStatus(item, status)),
  );
}

function showState(item: vscode.LanguageStatusItem, state: SessionState): void {
  const isStopped = state === 'stopped';
  item.busy = state === 'starting';
  item.severity = isStopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.detail = vscode.l10n.t('Kubereach');
  item.text = textOfState(state);
  item.command = isStopped
    ? { command: 'kubereach.restartServer', title: vscode.l10n.t('Restart') }
    : { command: 'kubereach.showOutput', title: vscode.l10n.t('Show Output') };
}

function textOfState(state: SessionState): string {
  switch (state) {
    case 'idle':
      return vscode.l10n.t('No Kubernetes manifest seen yet');
    case 'starting':
      return vscode.l10n.t('Starting the language server');
    case 'running':
      return vscode.l10n.t('Ready');
    case 'stopped':
      return vscode.l10n.t('The language server is not running');
  }
}

function showStatus(item: vscode.LanguageStatusItem, status: ServerStatus): void {
  item.busy = status.state === 'indexing';
  item.severity = status.notice
    ? vscode.LanguageStatusSeverity.Warning
    : vscode.LanguageStatusSeverity.Information;
  item.text = `${countServices(status.nServices)} · ${countManifests(status.nManifests)}`;
  item.detail =
    status.notice || (item.busy ? vscode.l10n.t('Reading the workspace') : vscode.l10n.t('Kubereach'));
  item.command = { command: 'kubereach.showOutput', title: vscode.l10n.t('Show Output') };
}

function countServices(nServices: number): string {
  return nServices === 1 ? vscode.l10n.t('1 Service') : vscode.l10n.t('{0} Services', nServices);
}

function countManifests(nManifests: number): string {
  return nManifests === 1 ? vscode.l10n.t('1 manifest') : vscode.l10n.t('{0} manifests', nManifests);
}
