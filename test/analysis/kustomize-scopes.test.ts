// Kustomizations in a workspace: what is built is judged, and told where it is written.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LanguageService } from '../../server/service.ts';

const BASE = `kind: Kustomization
resources: [web.yaml]
`;
const WEB = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web
          ports: [{ name: http, containerPort: 8080 }]
`;
const OVERLAY = `kind: Kustomization
namespace: shop
resources: [../base]
patches:
  - path: patch.yaml
`;
const PATCH = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  ports:
    - port: 80
      nodePort: 80
`;

/** A workspace with a base and one overlay, each of whose files can be replaced; `undefined` leaves one out. */
function open(
  files: Readonly<Record<string, string | undefined>> = {},
  readText: (uri: string) => string | undefined = () => undefined,
): LanguageService {
  const onBug = (rule: string, error: unknown): void => assert.fail(`${rule}: ${String(error)}`);
  const service = new LanguageService(onBug, undefined, { readText });
  const all = {
    '/base/kustomization.yaml': BASE,
    '/base/web.yaml': WEB,
    '/dev/kustomization.yaml': OVERLAY,
    '/dev/patch.yaml': PATCH,
    ...files,
  };
  service.workspace.setFiles(
    Object.entries(all).flatMap(([uri, text]) => (text === undefined ? [] : [{ uri, text }])),
  );
  service.workspace.complete();
  return service;
}

/** `file rule: the text that is marked`, for errors and warnings. */
function told(service: LanguageService): readonly string[] {
  const { snapshot } = service.workspace;
  return [...snapshot.files()].flatMap(({ uri, text }) =>
    service
      .diagnose(uri)
      .filter(({ finding }) => finding.severity === 'error' || finding.severity === 'warning')
      .map(({ finding, span }) => `${uri} ${finding.rule}: ${text.slice(span.start, span.end)}`),
  );
}

describe('a finding about what is built', () => {
  test('stands in the patch that wrote the value', () => {
    assert.deepEqual(told(open()), ['/dev/patch.yaml service-node-port-range: 80']);
  });

  test('is repaired in the patch', () => {
    const service = open();
    const at = PATCH.lastIndexOf('80');
    const [fix] = service.quickFixes('/dev/patch.yaml', { start: at, end: at });
    assert.deepEqual(
      fix?.edits.map(({ uri }) => uri),
      ['/dev/patch.yaml'],
    );
  });

  test('stands in the base when that wrote it, and names the build', () => {
    const service = open({ '/base/web.yaml': WEB.replace('targetPort: http', 'targetPort: htpp') });
    const [finding] = service.diagnose('/base/web.yaml');
    assert.equal(finding?.finding.rule, 'service-target-port-unresolved');
    assert.match(finding?.finding.message ?? '', /\(as .*dev builds it\)$/);
  });

  test('is told once for all overlays that share it', () => {
    const service = open({
      '/base/web.yaml': WEB.replace('targetPort: http', 'targetPort: htpp'),
      '/prod/kustomization.yaml': 'kind: Kustomization\nresources: [../base]\n',
    });
    assert.equal(service.diagnose('/base/web.yaml').length, 1);
  });

  test('is left alone where a generated name is the matter: an edit could not say so', () => {
    const service = open({
      '/dev/kustomization.yaml': `${OVERLAY}namePrefix: UPPER-\n`,
      '/dev/patch.yaml': PATCH.replace('nodePort: 80', 'nodePort: 30080'),
    });
    const found = [...service.workspace.snapshot.files()].flatMap(({ uri }) => service.diagnose(uri));
    const about = found.find(({ finding }) => finding.rule === 'resource-name-invalid');
    assert.ok(about);
    const fixes = service.quickFixes(about.finding.document.uri, about.span);
    assert.deepEqual(
      fixes.filter(({ finding }) => finding.rule === 'resource-name-invalid'),
      [],
    );
  });
});

describe('an edit', () => {
  test('of a patch judges its build again, and tells of the files it concerns', () => {
    const service = open();
    told(service);
    service.takeChanged();
    service.workspace.setOpenText('/dev/patch.yaml', PATCH.replace('nodePort: 80', 'nodePort: 30080'));
    assert.ok(service.takeChanged().includes('/dev/patch.yaml'));
    assert.deepEqual(told(service), []);
  });

  test('of a file outside leaves builds as they are', () => {
    const service = open({ '/other.yaml': WEB });
    told(service);
    service.takeChanged();
    service.workspace.setOpenText('/other.yaml', `# comment\n${WEB}`);
    assert.deepEqual([...service.takeChanged()].sort(), ['/other.yaml']);
  });

  test('that takes a base up makes it judged through its overlay', () => {
    const service = open({ '/dev/kustomization.yaml': undefined, '/dev/patch.yaml': undefined });
    told(service);
    service.takeChanged();
    service.workspace.setFiles([
      { uri: '/dev/kustomization.yaml', text: OVERLAY },
      { uri: '/dev/patch.yaml', text: PATCH },
    ]);
    assert.ok(service.takeChanged().includes('/base/web.yaml'));
    assert.deepEqual(told(service), ['/dev/patch.yaml service-node-port-range: 80']);
  });
});

test('two overlays never see each other: each may ask for the same node port', () => {
  const good = PATCH.replace('nodePort: 80', 'nodePort: 30080');
  const service = open({
    '/dev/patch.yaml': good,
    '/prod/kustomization.yaml': OVERLAY.replace('shop', 'prod'),
    '/prod/patch.yaml': good,
  });
  assert.deepEqual(told(service), []);
});

test('what a remote base may bring is not called missing', () => {
  const service = open({
    '/dev/kustomization.yaml':
      "kind: Kustomization\nresources: [svc.yaml, 'https://github.com/example/app//deploy?ref=v1']\n",
    '/dev/patch.yaml': undefined,
    '/dev/svc.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: { selector: { app: db }, ports: [{ port: 80 }] }\n',
  });
  const severities = service.diagnose('/dev/svc.yaml').map(({ finding }) => finding.severity);
  assert.deepEqual([...new Set(severities)], ['hint']);
});

test('a patch for an object whose apiVersion is not typed yet is no end of the world', () => {
  const service = open({ '/dev/patch.yaml': PATCH, '/base/web.yaml': WEB.replace('apiVersion: v1\n', '') });
  assert.ok(told(service).length > 0);
});

test('a JSON patch that fails is told in its file, and at the entry that names it where no file of the workspace has it', () => {
  const jsonPatch = '- op: remove\n  path: /spec/type\n';
  const overlay = OVERLAY.replace('- path', '- target: { name: web, kind: Service }\n    path');
  const files = { '/dev/kustomization.yaml': overlay, '/dev/patch.yaml': jsonPatch };
  assert.deepEqual(told(open(files)), ['/dev/patch.yaml kustomization-broken: /spec/type']);
  const elsewhere = open({ ...files, '/dev/patch.yaml': undefined }, (uri) =>
    uri === '/dev/patch.yaml' ? jsonPatch : undefined,
  );
  assert.deepEqual(told(elsewhere), ['/dev/kustomization.yaml kustomization-broken: patch.yaml']);
});

test('an empty base is told where it is', () => {
  assert.deepEqual(told(open({ '/base/kustomization.yaml': '', '/dev/patch.yaml': PATCH })), [
    '/base/kustomization.yaml kustomization-broken: ',
  ]);
});
