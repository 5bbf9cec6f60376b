import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { GLYPHS } from '../../client/webview/theme/icon.ts';
import { isToWebview } from '../../client/webview/to-webview.ts';
import { INITIAL_PANEL_STATE, isPanelState } from '../../shared/messages/panel-state.ts';
import { exclusions, samples, shopNamespace } from './sample-models.ts';

test('The webview takes every sample, as it looks after a trip through JSON.', () => {
  for (const [name, model] of Object.entries(samples)) {
    const message: unknown = JSON.parse(JSON.stringify({ type: 'model', model, isPinned: false }));
    assert.ok(isToWebview(message), name);
  }
});

test('A model that lacks any one field is not taken; what objects hold is read like a manifest.', () => {
  const { scene } = exclusions;
  assert.ok(scene);
  const objects = scene.objects.map((object) => ({ ...object, value: {} }));
  const message = { type: 'model', model: { ...exclusions, scene: { ...scene, objects } }, isPinned: false };
  const nLeaves = countLeaves(message);
  assert.ok(nLeaves > 50);
  for (let index = 0; index < nLeaves; index += 1) {
    const { broken, path } = withoutLeaf(message, index);
    assert.ok(!isToWebview(JSON.parse(JSON.stringify(broken))), `still taken without ${path}`);
  }
});

test('The picture of a namespace is taken as it comes, and not in another shape.', () => {
  const overview: unknown = JSON.parse(JSON.stringify(shopNamespace));
  assert.ok(isToWebview({ type: 'overview', overview }));
  assert.ok(!isToWebview({ type: 'overview', overview: { ...shopNamespace, objects: [{}] } }));
});

test('Translations must be strings.', () => {
  assert.ok(isToWebview({ type: 'l10n', bundle: { Pods: '파드' } }));
  assert.ok(!isToWebview({ type: 'l10n', bundle: { Pods: 1 } }));
  assert.ok(!isToWebview({ type: 'l10n', bundle: null }));
});

test('A stored state of another shape is forgotten.', () => {
  const state = { ...INITIAL_PANEL_STATE, view: 'table', overrides: { 'Deployment/a/b#replicas': 3 } };
  assert.ok(isPanelState(state));
  assert.ok(isPanelState({ ...state, run: [{ type: 'send', n: 10 }] }));
  const others = [
    { view: 'list' },
    { tab: 'other' },
    { overrides: { a: null } },
    { overrides: [] },
    { run: [{ type: 'eval', n: 1 }] },
    { run: [{ type: 'send', n: -1 }] },
    { request: { ...state.request, seed: 0.5 } },
  ];
  for (const other of others) assert.ok(!isPanelState({ ...state, ...other }), JSON.stringify(other));
  assert.ok(!isPanelState(undefined));
});

test('Every icon is a glyph of the font that is shipped.', async () => {
  const list = new URL('../../node_modules/@vscode/codicons/dist/codicon.csv', import.meta.url);
  const csv = await readFile(fileURLToPath(list), 'utf8');
  const known = new Set(csv.split('\n').map((line) => Number.parseInt(line.split(',').at(-1) ?? '', 16)));
  for (const [name, codePoint] of Object.entries(GLYPHS)) assert.ok(known.has(codePoint), name);
});

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((total, child) => total + countLeaves(child), 0);
}

/** A copy whose leaf of that index, counted in reading order, is gone; a leaf in a list becomes `null`. */
function withoutLeaf(value: object, index: number): { readonly broken: object; readonly path: string } {
  const broken = structuredClone(value) as Record<string, unknown>;
  let left = index;
  let path = '';
  const visit = (parent: Record<string, unknown>, prefix: string): boolean => {
    for (const [key, child] of Object.entries(parent)) {
      if (typeof child === 'object' && child !== null) {
        if (visit(child as Record<string, unknown>, `${prefix}${key}.`)) return true;
      } else if (left === 0) {
        path = prefix + key;
        delete parent[key];
        return true;
      } else left -= 1;
    }
    return false;
  };
  visit(broken, '');
  return { broken, path };
}
