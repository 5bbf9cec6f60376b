// What a manifest says never commands the terminal or the build server that shows it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { printable } from '../../shared/render/printable.ts';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

const COMMANDS = 'x\\n::stop-commands::y\\e[2J\\x9b2J\\L';
const SHOWN = 'x\\n::stop-commands::y\\u001b[2J\\u009b2J\\u2028';

const service = (metadata: string): string => `apiVersion: v1
kind: Service
metadata: { name: web, ${metadata} }
spec:
  type: LoadBalancer
  loadBalancerIP: "${COMMANDS}"
  ports: [{ port: 80 }]
`;

folder.write('label.yaml', service(`labels: { app: "${COMMANDS}" }`));
folder.write('annotation.yaml', service(`annotations: { note: "${COMMANDS}" }`));

/** Nothing but text in lines, and no line that a build server would take for a command. */
function checkPlain(text: string): void {
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u2028\u2029]/u);
  assert.doesNotMatch(text, /^\s*::/m);
}

describe('control characters of manifests', () => {
  test('are escaped in findings', () => {
    const { stdout } = folder.run(['lint', 'label.yaml']);
    assert.ok(stdout.includes(SHOWN), stdout);
    checkPlain(stdout);
  });

  test('are escaped in names of files', () => {
    const name = folder.write('a\n::stop-commands::x.yaml', service(`labels: { app: "a b" }`));
    checkPlain(folder.run(['lint', name]).stdout);
    checkPlain(folder.run(['get', 'services', name]).stderr);
  });

  test('are escaped in descriptions and tables', () => {
    const { stdout } = folder.run(['describe', 'service', 'web', 'annotation.yaml']);
    assert.match(stdout, /\nDesired LoadBalancer IP: +x\\n::/);
    assert.ok(stdout.includes(`note: ${SHOWN}\n`), stdout);
    checkPlain(stdout);
    const target = 'x\n::stop-commands::y:80';
    checkPlain(folder.run(['trace', '--to', target, 'annotation.yaml']).stdout);
  });

  test('leave our own colours alone', () => {
    const { stdout } = folder.run(['lint', 'label.yaml'], { env: { FORCE_COLOR: '1', NO_COLOR: '' } });
    assert.ok(stdout.includes('\u001b[31merror'), stdout);
    assert.ok(!stdout.includes('\u001b[2J'));
  });
});

test('printable text is on one line, and text without controls is left alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = printable(text);
      assert.doesNotMatch(shown, /[\p{Cc}\u2028\u2029]/u);
      if (!/[\p{Cc}\u2028\u2029]/u.test(text)) assert.equal(shown, text);
    }),
  );
});
