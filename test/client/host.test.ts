import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isServiceAt,
  looksLikeKubernetes,
  mayHoldService,
} from '../../client/language-client/manifest-text.ts';
import { isFromWebview } from '../../client/preview/from-webview.ts';
import { latestOnly } from '../../client/preview/latest-only.ts';
import { contentSecurityPolicy, createNonce, panelHtml } from '../../client/preview/panel-html.ts';
import { columnForText } from '../../client/preview/reveal-column.ts';
import { settledSubject, subjectAt, withoutService } from '../../client/preview/subject.ts';
import { noService, onePod } from './sample-models.ts';

const TWO_DOCUMENTS = `apiVersion: v1
kind: Service
metadata: { name: web }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
`;

const texts: { name: string; text: string; isKubernetes: boolean; hasService: boolean }[] = [
  { name: 'a Service', text: 'apiVersion: v1\nkind: Service\n', isKubernetes: true, hasService: true },
  {
    name: 'a Service in JSON',
    text: '{"kind":"Service","apiVersion":"v1"}',
    isKubernetes: true,
    hasService: true,
  },
  {
    name: 'a quoted kind',
    text: "apiVersion: v1\nkind: 'Service' # here\n",
    isKubernetes: true,
    hasService: true,
  },
  { name: 'flow style', text: '- {apiVersion: v1, kind: Service}', isKubernetes: true, hasService: true },
  {
    name: 'an item of a List',
    text: 'apiVersion: v1\nitems:\n- kind: Service\n',
    isKubernetes: true,
    hasService: true,
  },
  { name: 'CRLF lines', text: 'apiVersion: v1\r\nkind: Service\r\n', isKubernetes: true, hasService: true },
  {
    name: 'a ServiceAccount',
    text: 'apiVersion: v1\nkind: ServiceAccount\n',
    isKubernetes: true,
    hasService: false,
  },
  {
    name: 'a Compose file',
    text: 'services:\n  web: { image: nginx }\n',
    isKubernetes: false,
    hasService: false,
  },
  {
    name: 'an OpenAPI file',
    text: 'openapi: 3.0.0\ninfo: { kind: x }\n',
    isKubernetes: false,
    hasService: false,
  },
  { name: 'nothing', text: '', isKubernetes: false, hasService: false },
];

for (const { name, text, isKubernetes, hasService } of texts) {
  test(`The text of ${name} is taken for what it is.`, () => {
    assert.equal(looksLikeKubernetes(text), isKubernetes);
    assert.equal(mayHoldService(text), hasService);
  });
}

test('A line belongs to the document around it.', () => {
  const isService = [0, 1, 2, 3, 4, 5, 6, 99].map((line) => isServiceAt(TWO_DOCUMENTS, line));
  assert.deepEqual(isService, [true, true, true, false, false, false, false, false]);
});

test('The panel follows the cursor into a Service, and stays otherwise.', () => {
  const place = { uri: 'file:///a.yaml', line: 1, character: 0, text: TWO_DOCUMENTS };
  const asked = { uri: 'file:///a.yaml', position: { line: 1, character: 0 } };
  assert.deepEqual(subjectAt(place, undefined), asked);
  assert.deepEqual(subjectAt(place, asked), asked);
  const inDeployment = { ...place, line: 5 };
  assert.equal(subjectAt(inDeployment, asked), undefined);
  assert.deepEqual(subjectAt(inDeployment, { uri: 'file:///b.yaml' })?.position, { line: 5, character: 0 });
  assert.equal(
    subjectAt({ ...place, text: 'apiVersion: v1\nkind: Pod' }, { uri: 'file:///b.yaml' }),
    undefined,
  );
});

test('An answered question is asked again by the name of its answer.', () => {
  const asked = { uri: onePod.uri, position: { line: 3, character: 0 } };
  const service = onePod.scene?.choice ?? '';
  assert.deepEqual(settledSubject(asked, onePod), { ...asked, service });
  assert.deepEqual(settledSubject(asked, noService), asked);
  assert.deepEqual(settledSubject({ uri: 'file:///other.yaml', service: 'shop/web' }, onePod), {
    uri: onePod.uri,
    service,
  });
});

test('A question by name can be asked again without it, once.', () => {
  const position = { line: 3, character: 0 };
  assert.deepEqual(withoutService({ uri: 'a', position, service: 'b' }), { uri: 'a', position });
  assert.deepEqual(withoutService({ uri: 'a', service: 'b' }), { uri: 'a' });
  assert.equal(withoutService({ uri: 'a', position }), undefined);
});

test('Requests never overlap, and only the latest of those that wait is made.', async () => {
  const log: string[] = [];
  const finishers: (() => void)[] = [];
  const ask = latestOnly((input: string) => {
    log.push(input);
    return new Promise<void>((resolve) => finishers.push(resolve));
  });
  const settle = async (): Promise<void> => {
    finishers.shift()?.();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  for (const input of ['a', 'b', 'c']) ask(input);
  assert.deepEqual(log, ['a']);
  await settle();
  assert.deepEqual(log, ['a', 'c']);
  await settle();
  ask('d');
  assert.deepEqual(log, ['a', 'c', 'd']);
});

const messages: { name: string; message: unknown; isKnown: boolean }[] = [
  { name: 'ready', message: { type: 'ready' }, isKnown: true },
  { name: 'a choice', message: { type: 'select', service: 'a' }, isKnown: true },
  { name: 'a pin', message: { type: 'pin', isPinned: true }, isKnown: true },
  { name: 'a wish for the log', message: { type: 'showOutput' }, isKnown: true },
  {
    name: 'an anchor',
    message: { type: 'reveal', anchor: { uri: 'file:///a', document: 0, field: '' } },
    isKnown: true,
  },
  { name: 'an anchor without a file', message: { type: 'reveal', anchor: { document: 0 } }, isKnown: false },
  { name: 'a choice of a number', message: { type: 'select', service: 1 }, isKnown: false },
  { name: 'an unknown type', message: { type: 'eval', code: '1' }, isKnown: false },
  {
    name: 'an edit',
    message: {
      type: 'apply',
      edits: [{ anchor: { uri: 'file:///a', document: 0, field: 'spec' }, value: 3 }],
    },
    isKnown: true,
  },
  {
    name: 'an edit that writes more than a value',
    message: {
      type: 'apply',
      edits: [{ anchor: { uri: 'file:///a', document: 0, field: 'spec' }, value: {} }],
    },
    isKnown: false,
  },
  { name: 'a wish for a namespace', message: { type: 'overview', namespace: 'a' }, isKnown: true },
  { name: 'a text to copy', message: { type: 'copy', text: 'a' }, isKnown: true },
  {
    name: 'a file to save',
    message: { type: 'save', name: 'a.svg', content: '<svg/>', encoding: 'utf8' },
    isKnown: true,
  },
  {
    name: 'a file to save elsewhere',
    message: { type: 'save', name: '../a.svg', content: '', encoding: 'utf8' },
    isKnown: false,
  },
  { name: 'null', message: null, isKnown: false },
  { name: 'a string', message: 'ready', isKnown: false },
];

for (const { name, message, isKnown } of messages) {
  test(`Of the webview's messages, ${name} is ${isKnown ? 'taken' : 'ignored'}.`, () => {
    assert.equal(isFromWebview(message), isKnown);
  });
}

test('The policy allows own styles and fonts, and scripts by nonce alone.', () => {
  assert.equal(
    contentSecurityPolicy({ cspSource: 'https://own', nonce: 'abc' }),
    "default-src 'none'; style-src https://own; font-src https://own; img-src https://own data:; script-src 'nonce-abc'",
  );
});

test('The page escapes what it is given.', () => {
  const html = panelHtml({
    cspSource: "'self' https://own",
    nonce: 'abc',
    scriptUri: 'https://own/main.js?a="><script>',
    styleUri: 'https://own/panel.css',
    language: 'en"',
    title: '<b>',
    late: '<i>',
  });
  assert.match(html, /src="https:\/\/own\/main\.js\?a=&quot;&gt;&lt;script&gt;"/);
  assert.match(html, /<html lang="en&quot;">/);
  assert.match(html, /<title>&lt;b&gt;<\/title>/);
  assert.match(html, /<p class="late">&lt;i&gt;<\/p>/);
});

test('A nonce is never the same twice.', () => {
  assert.match(createNonce(), /^[0-9a-f]{32}$/);
  assert.notEqual(createNonce(), createNonce());
});

const columns: {
  name: string;
  editors: [string, number | undefined][];
  panel: number | undefined;
  column: number;
}[] = [
  {
    name: 'where the file is open',
    editors: [
      ['b', 1],
      ['a', 3],
    ],
    panel: 2,
    column: 3,
  },
  { name: 'where any editor is open', editors: [['b', 3]], panel: 2, column: 3 },
  { name: 'not in the column of the panel', editors: [['a', 2]], panel: 2, column: 1 },
  { name: 'in the second column when the panel has the first', editors: [], panel: 1, column: 2 },
  { name: 'not in a peek view', editors: [['a', undefined]], panel: 2, column: 1 },
];

for (const { name, editors, panel, column } of columns) {
  test(`A file is shown ${name}.`, () => {
    const open = editors.map(([uri, at]) => ({ uri, column: at }));
    assert.equal(columnForText(open, 'a', panel), column);
  });
}
