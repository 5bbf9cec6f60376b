// Several fixes at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, compatibleFixes, fixAllEdits } from '../server/features/fix-all.ts';
import type { QuickFix } from '../server/features/quick-fix.ts';
import { LanguageService } from '../server/service.ts';

const TEXT = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - port: "80" # quoted
      name: http
    - port: 81
      name: https
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec:
  selector: { app: api }
  ports:
    - port: 80
      protocol: tcp
---
apiVersion: v1
kind: Service
metadata: { name: admin }
spec: { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }
`;

test('source.fixAll repairs what is almost surely meant, in order of the text, and keeps the rest', () => {
  const language = new LanguageService((rule, error) => {
    throw new Error(rule, { cause: error });
  });
  language.workspace.setFile('/web.yaml', TEXT);
  language.workspace.complete();
  const edits = fixAllEdits('/web.yaml', language.findings('/web.yaml'), language.context);
  assert.deepEqual(
    edits.map(({ span }) => span.start),
    edits.map(({ span }) => span.start).sort((a, b) => a - b),
  );
  const after = applyEdits(TEXT, edits);
  assert.match(after, /- port: 80 # quoted\n/);
  assert.match(after, /protocol: TCP\n/);
  assert.match(after, /nodePort: 30\d+ /);
});

test('what is repaired can be read as before: an anchor that an alias needs stays, in the line breaks of the file', () => {
  const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: ExternalName
  externalName: db.example.com
  clusterIP: &n None
  externalIPs: [192.0.2.1]
  sessionAffinity: *n
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec:
  selector: { app: api }
  ports:
    - port: 80
    - { name: b, port: 81 }
`.replaceAll('\n', '\r\n');
  const language = new LanguageService((rule, error) => {
    throw new Error(rule, { cause: error });
  });
  language.workspace.setFile('/web.yaml', text);
  language.workspace.complete();
  const after = applyEdits(text, fixAllEdits('/web.yaml', language.findings('/web.yaml'), language.context));
  assert.match(after, /clusterIP: &n None\r\n/);
  assert.match(after, /- port: 80\r\n {6}name: \w+\r\n/);
  assert.doesNotMatch(after, /[^\r]\n/);
});

const finding = {} as QuickFix['finding'];
const fix = (start: number, end: number, takes?: string): QuickFix => ({
  title: `${start}-${end}`,
  isPreferred: true,
  takes,
  finding,
  edits: [{ uri: '/a', span: { start, end }, newText: 'x' }],
});

test('fixes that overlap, meet or take the same are not applied together', () => {
  const cases: readonly [readonly QuickFix[], readonly string[]][] = [
    [
      [fix(0, 2), fix(3, 4)],
      ['0-2', '3-4'],
    ],
    [[fix(0, 2), fix(1, 4)], ['0-2']],
    [[fix(0, 2), fix(2, 4)], ['0-2']],
    [[fix(2, 2), fix(2, 2)], ['2-2']],
    [
      [fix(0, 1, 'nodePort 30000'), fix(5, 6, 'nodePort 30000'), fix(8, 9, 'nodePort 30001')],
      ['0-1', '8-9'],
    ],
  ];
  for (const [fixes, kept] of cases)
    assert.deepEqual(
      compatibleFixes(fixes).map(({ title }) => title),
      kept,
    );
});
