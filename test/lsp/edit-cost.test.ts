// What an edit costs, in counts: documents parsed, documents judged, files published. None may grow with the workspace.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { Publisher } from '../../server/lsp/publisher.ts';
import { LanguageService } from '../../server/service.ts';

const SIZES = [10, 300];

/** What one edit led to. */
interface Cost {
  readonly nParsed: number;
  readonly nJudged: number;
  /** The names of the files of the edited application that got diagnostics, sorted; others by their whole paths. */
  readonly published: readonly string[];
}

/** An application: a Deployment, its Service and a ConfigMap, each in a file of its directory. */
function application(name: string): readonly { readonly uri: string; readonly text: string }[] {
  return [
    {
      uri: `/apps/${name}/deployment.yaml`,
      text: `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{ name: http, containerPort: 8080 }]
`,
    },
    {
      uri: `/apps/${name}/service.yaml`,
      text: `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { app: ${name} }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name}-metrics, namespace: shop }
spec:
  selector: { app: ${name} }
  ports: [{ port: 9090, targetPort: 8080 }]
`,
    },
    {
      uri: `/apps/${name}/config.yaml`,
      text: `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
data: { level: info }
`,
    },
  ];
}

/** An editor over a workspace of applications, all diagnostics published. */
class CountingEditor {
  readonly service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`));
  readonly #published: string[] = [];
  readonly #publisher: Publisher;

  constructor(nApplications: number) {
    const connection = {
      sendDiagnostics: ({ uri }: PublishDiagnosticsParams) => {
        this.#published.push(uri);
        return Promise.resolve();
      },
    };
    this.#publisher = new Publisher(connection, this.service, () => undefined);
    for (let nth = 0; nth < nApplications; nth++) this.service.workspace.setFiles(application(`app-${nth}`));
    this.service.workspace.complete();
  }

  /** Publishes everything, as after reading the folder, and opens a file. */
  async open(uri: string): Promise<void> {
    await this.#publisher.publishAll();
    this.service.workspace.setOpenText(uri, this.textOf(uri));
    await this.#publisher.publishChanged([uri]);
  }

  textOf(uri: string): string {
    return this.service.workspace.snapshot.file(uri)?.text ?? '';
  }

  /** Edits a file as the server does on a change. */
  async edit(uri: string, text: string): Promise<Cost> {
    const { workspace } = this.service;
    const documentsNow = (): readonly unknown[] =>
      [...workspace.snapshot.files()].flatMap(({ documents }) => documents.map(({ document }) => document));
    const before = new Set(documentsNow());
    const nJudged = this.service.nJudged;
    this.#published.length = 0;
    workspace.setOpenText(uri, text);
    this.#publisher.publish(uri, 2);
    await this.#publisher.publishChanged([]);
    return {
      nParsed: documentsNow().filter((document) => !before.has(document)).length,
      nJudged: this.service.nJudged - nJudged,
      published: this.#published.map((uri) => uri.replace('/apps/app-5/', '')).sort(),
    };
  }
}

/** An edit: in which file what is replaced, and what it may cost. */
interface EditCase extends Cost {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const CASES: readonly EditCase[] = [
  {
    name: 'data that nobody looks at',
    file: 'config.yaml',
    from: 'level: info',
    to: 'level: debug',
    nParsed: 1,
    nJudged: 1,
    published: [],
  },
  {
    name: 'a comment',
    file: 'service.yaml',
    from: 'kind: Service\n',
    to: 'kind: Service # web\n',
    nParsed: 1,
    nJudged: 1,
    published: [],
  },
  {
    name: 'a value of a Service that makes it wrong',
    file: 'service.yaml',
    from: 'port: 80,',
    to: 'port: 80000,',
    nParsed: 1,
    nJudged: 1,
    published: ['service.yaml'],
  },
  {
    name: 'the second Service of a file',
    file: 'service.yaml',
    from: 'port: 9090',
    to: 'port: 0',
    nParsed: 1,
    nJudged: 1,
    published: ['service.yaml'],
  },
  {
    name: 'an image',
    file: 'deployment.yaml',
    from: 'web:1',
    to: 'web:2',
    nParsed: 1,
    nJudged: 3,
    published: [],
  },
  {
    name: 'a container port that a Service reaches by name',
    file: 'deployment.yaml',
    from: 'name: http',
    to: 'name: web',
    nParsed: 1,
    nJudged: 3,
    published: ['service.yaml'],
  },
  {
    name: 'the label that Services select by',
    file: 'deployment.yaml',
    from: 'labels: { app: app-5 }',
    to: 'labels: { app: app-five }',
    nParsed: 1,
    nJudged: 3,
    published: ['deployment.yaml', 'service.yaml'],
  },
  {
    name: 'a selector that now finds nobody',
    file: 'service.yaml',
    from: 'selector: { app: app-5 }',
    to: 'selector: { app: app-five }',
    nParsed: 1,
    nJudged: 1,
    published: ['service.yaml'],
  },
  {
    name: 'a selector that finds the neighbour',
    file: 'service.yaml',
    from: 'selector: { app: app-5 }',
    to: 'selector: { app: app-6 }',
    nParsed: 1,
    nJudged: 1,
    published: [],
  },
  {
    name: 'a name that another Service has',
    file: 'service.yaml',
    from: 'name: app-5,',
    to: 'name: app-6,',
    nParsed: 1,
    nJudged: 2,
    published: [],
  },
  {
    name: 'a line above everything',
    file: 'service.yaml',
    from: 'apiVersion: v1\nkind: Service\nmetadata: { name: app-5,',
    to: '# note\n---\napiVersion: v1\nkind: Service\nmetadata: { name: app-5,',
    nParsed: 1,
    nJudged: 1,
    published: [],
  },
  {
    name: 'text that breaks off',
    file: 'deployment.yaml',
    from: 'image: web:1',
    to: 'image: {',
    nParsed: 1,
    nJudged: 3,
    published: ['deployment.yaml'],
  },
  {
    name: 'a node port that nobody has',
    file: 'service.yaml',
    from: 'targetPort: http }]',
    to: 'targetPort: http, nodePort: 30080 }]\n  type: NodePort',
    nParsed: 1,
    nJudged: 1,
    published: [],
  },
];

describe('an edit costs the same in every workspace:', () => {
  for (const { name, file, from, to, ...cost } of CASES) {
    test(name, async () => {
      for (const nApplications of SIZES) {
        const editor = new CountingEditor(nApplications);
        const uri = `/apps/app-5/${file}`;
        await editor.open(uri);
        assert.ok(editor.textOf(uri).includes(from));
        const actual = await editor.edit(uri, editor.textOf(uri).replace(from, to));
        assert.deepEqual(actual, cost, `with ${nApplications} applications`);
      }
    });
  }
});

test('an edit that heals what lies in another file publishes that file, and none that stays as it was', async () => {
  for (const nApplications of SIZES) {
    const editor = new CountingEditor(nApplications);
    const uri = '/apps/app-5/deployment.yaml';
    const wrong = editor.textOf(uri).replace('labels: { app: app-5 }', 'labels: { app: app-five }');
    await editor.open(uri);
    const right = editor.textOf(uri);
    await editor.edit(uri, wrong);
    const healed = await editor.edit(uri, right);
    assert.deepEqual(healed, { nParsed: 1, nJudged: 3, published: ['deployment.yaml', 'service.yaml'] });
  }
});

test('a Service that finds nobody is judged anew when a workload comes near, and only it', async () => {
  for (const nApplications of SIZES) {
    const editor = new CountingEditor(nApplications);
    const uri = '/apps/app-5/service.yaml';
    await editor.open(uri);
    await editor.edit(
      uri,
      editor.textOf(uri).replace('selector: { app: app-5 }', 'selector: { app: later }'),
    );
    const deployment = '/apps/app-4/deployment.yaml';
    const later = editor.textOf(deployment).replaceAll('app: app-4', 'app: later');
    const { nParsed, nJudged, published } = await editor.edit(deployment, later);
    assert.equal(nParsed, 1);
    // The Deployment, the two Services that it leaves, and the one that it comes to.
    assert.equal(nJudged, 4);
    assert.deepEqual(published, ['/apps/app-4/service.yaml', 'service.yaml']);
  }
});

test('an edit that changes no diagnostic publishes nothing', async () => {
  const editor = new CountingEditor(10);
  const uri = '/apps/app-5/service.yaml';
  await editor.open(uri);
  const wrong = editor.textOf(uri).replace('port: 80,', 'port: 0,');
  assert.deepEqual((await editor.edit(uri, wrong)).published, ['service.yaml']);
  assert.deepEqual((await editor.edit(uri, `${wrong}# a note below\n`)).published, []);
});

test('in a file of many documents whose findings point at each other an edit has one of them judged', async () => {
  const twins = Array.from(
    { length: 120 },
    (_, nth) => `apiVersion: v1
kind: Service
metadata: { name: web-${nth % 60}, namespace: shop }
spec:
  type: NodePort
  ports: [{ port: 80, nodePort: ${30_000 + nth} }]
`,
  );
  const editor = new CountingEditor(1);
  const uri = '/apps/app-5/many.yaml';
  editor.service.workspace.setFiles([{ uri, text: twins.join('---\n') }]);
  await editor.open(uri);
  assert.ok(editor.service.findings(uri).length >= 60, 'every second Service is there twice');
  const actual = await editor.edit(uri, editor.textOf(uri).replace('nodePort: 30119', 'nodePort: 300'));
  assert.deepEqual(actual, { nParsed: 1, nJudged: 2, published: ['many.yaml'] });
});
