// The panel's state and what follows from it, without a page.
import assert from 'node:assert/strict';
import { Deriver, type Derived } from '../../client/webview/model/derive.ts';
import { initialData, reduce, type PanelAction, type PanelData } from '../../client/webview/model/store.ts';
import type { PreviewModel } from '../../shared/messages/preview.ts';

/** The state after a model and what the user did then. */
export function dataOf(model: PreviewModel, ...actions: readonly PanelAction[]): PanelData {
  return actions.reduce<PanelData>(reduce, reduce(initialData(), { type: 'model', model, isPinned: false }));
}

/** What the panel shows then. */
export function derivedOf(model: PreviewModel, ...actions: readonly PanelAction[]): Derived {
  return deriveData(dataOf(model, ...actions));
}

/** What the panel shows in a state. */
export function deriveData(data: PanelData): Derived {
  const derived = new Deriver().derive(data);
  assert.ok(derived, 'there is no Service');
  return derived;
}

/** An override of a field of an object. */
export function override(key: string, value: string | number | boolean | undefined): PanelAction {
  return { type: 'override', key, value };
}

/** Requests sent. */
export function send(n: number): PanelAction {
  return { type: 'piece', piece: { type: 'send', n } };
}
