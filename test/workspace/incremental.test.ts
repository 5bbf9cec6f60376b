// What an edit gives must be what reading everything anew gives, and cost no more than the edit.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { LanguageService } from '../../server/service.ts';
import { Workspace } from '../../server/workspace/workspace.ts';

const folder = new URL('../../examples/', import.meta.url);
const texts: readonly (readonly [string, string])[] = readdirSync(folder)
  .sort()
  .map((name) => [`/examples/${name}`, readFileSync(new URL(name, folder), 'utf8')]);

function findingsOf(workspace: Workspace): unknown {
  const service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`), workspace);
  return [...workspace.snapshot.files()]
    .sort((a, b) => (a.uri < b.uri ? -1 : 1))
    .flatMap(({ uri }) =>
      service
        .diagnose(uri)
        .map(({ finding, span, related }) => [
          uri,
          finding.rule,
          finding.severity,
          finding.message,
          span,
          related,
        ]),
    );
}

/** Endpoints that lack the names of ports, and behind them their Service. */
function twoObjects(separator: string): string {
  return `apiVersion: v1
kind: Endpoints
metadata: { name: web }
subsets:
  - addresses: [{ ip: 10.1.2.3 }]
    ports: [{ port: 8080 }]
${separator}apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  ports: [{ name: http, port: 80 }, { name: https, port: 443 }]
`;
}

const ROUTE = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: shop, port: { number: 80 } } }
`;

function fresh(files: Iterable<readonly [string, string]>): Workspace {
  const workspace = new Workspace();
  for (const [uri, text] of files) workspace.setFile(uri, text);
  workspace.complete();
  return workspace;
}

test('a sequence of edits gives the findings of the last text', () => {
  const edit = fc.record({
    file: fc.nat(texts.length - 1),
    at: fc.nat(),
    removed: fc.nat(12),
    inserted: fc.constantFrom('', 'x', '\n', '---\n', 'app: web\n', '  ', ':', '"', '{{', '\t'),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const now = new Map(texts);
      const workspace = fresh(now);
      for (const { file, at, removed, inserted } of edits) {
        const [uri] = texts[file] ?? ['', ''];
        const text = now.get(uri) ?? '';
        const start = at % (text.length + 1);
        const next = text.slice(0, start) + inserted + text.slice(start + removed);
        now.set(uri, next);
        workspace.setOpenText(uri, next);
      }
      assert.deepEqual(findingsOf(workspace), findingsOf(fresh(now)));
    }),
    { numRuns: 60 },
  );
});

test('an edit parses one document and keeps all others, wherever they moved', () => {
  const workspace = fresh(texts);
  const [uri, text] = texts[0] ?? ['', ''];
  const before = workspace.snapshot;
  workspace.setOpenText(uri, `# a line above\n${text.replace('kubia-2', 'kubia-3')}`);
  const kept = (file: string): number => {
    const old = new Set(before.file(file)?.documents.map(({ document }) => document));
    return workspace.snapshot.file(file)?.documents.filter(({ document }) => old.has(document)).length ?? 0;
  };
  assert.equal(workspace.snapshot.file(uri)?.documents.length, 3);
  assert.equal(kept(uri), 1); // the first grew by the line above, the last was edited
  for (const [other] of texts.slice(1)) assert.equal(workspace.snapshot.file(other), before.file(other));
});

const CLUES: readonly { readonly name: string; readonly before: string; readonly after: string }[] = [
  {
    name: 'a separator more moves the line that another finding names',
    before: twoObjects('---\n'),
    after: twoObjects('---\n---\n'),
  },
  {
    name: 'a line more before both moves it too',
    before: twoObjects('---\n'),
    after: `# Both belong together.\n---\n${twoObjects('---\n')}`,
  },
  {
    name: 'a Service without a name that turns into a template is no longer what a route may mean',
    before: `${ROUTE}---\napiVersion: v1\nkind: Service\nmet- ac:\n  ports: [{ port: 80 }]\n`,
    after: `${ROUTE}---\napiVersion: v1\nkind: Service\nmet- ac:\n  ports: [{ port: 80 }]\n{{`,
  },
];

function toldBy(service: LanguageService): readonly unknown[] {
  return service
    .diagnose('/app/web.yaml')
    .map(({ finding, related }) => [finding.message, related.map(({ message }) => message)]);
}

for (const { name, before, after } of CLUES) {
  test(name, () => {
    const workspace = fresh([['/app/web.yaml', before]]);
    const service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`), workspace);
    const first = toldBy(service);
    workspace.setOpenText('/app/web.yaml', after);
    const now = toldBy(service);
    const anew = new LanguageService(
      (rule, error) => assert.fail(`${rule}: ${String(error)}`),
      fresh([['/app/web.yaml', after]]),
    );
    assert.deepEqual(now, toldBy(anew));
    assert.notDeepEqual(now, first);
  });
}

test('a piece that was a patch is an object again when the whole one goes from another file', () => {
  const piece = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';
  const endpoints =
    'apiVersion: v1\nkind: Endpoints\nmetadata: { name: web-endpoints }\nsubsets: [{ addresses: [{ ip: 10.1.2.3 }] }]\n';
  const whole = `${piece}spec: { selector: { app: web }, ports: [{ port: 80 }] }\n`;
  const beside = ['/app/web.yaml', `${piece}---\n${endpoints}`] as const;
  const workspace = fresh([beside, ['/far/away/web.yaml', whole]]);
  const service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`), workspace);
  const first = toldBy(service);
  workspace.setFile('/far/away/web.yaml', '');
  const now = toldBy(service);
  const anew = new LanguageService(
    (rule, error) => assert.fail(`${rule}: ${String(error)}`),
    fresh([beside, ['/far/away/web.yaml', '']]),
  );
  assert.deepEqual(now, toldBy(anew));
  assert.notDeepEqual(now, first);
});
