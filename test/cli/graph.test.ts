// `kubereach graph` from the bundled command line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';
import { SHOP } from '../shared/render/pictures.ts';

describe('graph', () => {
  const folder = new CommandLineFolder();
  folder.write('shop.yaml', SHOP);

  test('prints a Mermaid flowchart of everything', () => {
    const { status, stdout } = folder.run(['graph', 'shop.yaml']);
    assert.equal(status, 0);
    assert.match(stdout, /^flowchart LR\n {2}accTitle: All Services\n/);
    for (const name of ['web', 'api', 'Ingress shop', 'payments'])
      assert.ok(stdout.includes(`["${name}"]`), name);
  });

  test('prints an SVG in the colours of a theme', () => {
    const { status, stdout } = folder.run(['graph', '--format', 'svg', '--theme', 'dark', 'shop.yaml']);
    assert.equal(status, 0);
    assert.match(stdout, /^<svg [^>]*>\n<title id="kubereach-title">All Services<\/title>/);
    assert.match(stdout, /fill="#1f1f1f"/);
  });

  test('prints one Service, or one Ingress, with what belongs to it', () => {
    const service = folder.run(['graph', '-f', 'markdown', '--service', 'default/web', 'shop.yaml']).stdout;
    assert.match(service, /^## Service default\/web\n/);
    assert.doesNotMatch(service, /default\/api/);
    const ingress = folder.run(['graph', '-f', 'markdown', '--ingress', 'shop', 'shop.yaml']).stdout;
    assert.match(ingress, /^## Ingress default\/shop\n/);
    assert.match(ingress, /default\/payments/);
  });

  test('reads standard input', () => {
    const { stdout } = folder.run(['graph', '-'], { input: SHOP });
    assert.equal(stdout, folder.run(['graph', 'shop.yaml']).stdout);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a Service that is not there', ['--service', 'x/web'], /no Service "web" in namespace "x"/],
    ['an Ingress that is not there', ['--ingress', 'web'], /no Ingress "web" in namespace "default"/],
    [
      'a Service and an Ingress at once',
      ['--service', 'web', '--ingress', 'shop'],
      /cannot be used with option/,
    ],
    ['a format that there is not', ['--format', 'png'], /Allowed choices are mermaid, svg, markdown/],
  ];
  for (const [what, options, message] of refused) {
    test(`refuses ${what}`, () => {
      const { status, stderr } = folder.run(['graph', ...options, 'shop.yaml']);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});
