// Diagnostics arrive, follow the text, and their quick fixes heal what they point at.
import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { nodePortOutOfRange, selectorTypo, serviceOverPod } from './manifests.ts';
import {
  applyQuickFix,
  diagnosticOf,
  diagnosticsOf,
  openManifest,
  quickFixesFor,
  replaceText,
  untilHealed,
} from './support.ts';

const NODE_PORT_RANGE = 'service-node-port-range';
const NEAR_MISS = 'service-selector-near-miss';

suite('diagnostics', () => {
  test('a wrong value gets a diagnostic that points at it and says it', async () => {
    const document = await openManifest(nodePortOutOfRange);
    const diagnostic = await diagnosticOf(document, NODE_PORT_RANGE);
    assert.equal(diagnostic.source, 'kubereach');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(diagnostic.range), '8099');
    assert.match(diagnostic.message, /8099/);
  });

  test('an edit that heals the document takes the diagnostic away, and undoing it brings it back', async () => {
    const document = await openManifest(nodePortOutOfRange);
    await diagnosticOf(document, NODE_PORT_RANGE);
    await replaceText(document, '8099', '30099');
    await untilHealed(document, NODE_PORT_RANGE);
    await replaceText(document, '30099', '8099');
    await diagnosticOf(document, NODE_PORT_RANGE);
  });

  test('a right document that turns wrong and right again ends without diagnostics', async () => {
    const document = await openManifest(serviceOverPod);
    await replaceText(document, 'app: greeter', 'app: greter');
    await diagnosticOf(document, NEAR_MISS);
    await replaceText(document, 'app: greter', 'app: greeter');
    await untilHealed(document, NEAR_MISS);
    assert.deepEqual(diagnosticsOf(document), []);
  });

  for (const [rule, manifest] of [
    [NODE_PORT_RANGE, nodePortOutOfRange],
    [NEAR_MISS, selectorTypo],
  ] as const) {
    test(`a quick fix heals ${rule}`, async () => {
      const document = await openManifest(manifest);
      const fixes = await quickFixesFor(document, await diagnosticOf(document, rule));
      const fix = fixes.find(({ isPreferred }) => isPreferred) ?? fixes[0];
      assert.ok(fix);
      await applyQuickFix(fix);
      await untilHealed(document, rule);
    });
  }
});
