// The picture as Mermaid and as Markdown.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkdown, graphMarkdown } from '../../../shared/render/graph-markdown.ts';
import { escapeMermaid, graphMermaid } from '../../../shared/render/graph-mermaid.ts';
import { HOSTILE, hostileGraph } from './hostile.ts';
import { deployment, picture, serviceText, SHOP } from './pictures.ts';

/** What a line of a flowchart may be. Labels hold no quote, no bracket and nothing that could end them. */
const LABEL = '"(?:[^"<>`[\\]{}|\\\\]|<br/>)*"';
const LINE = new RegExp(
  `^(?:flowchart LR|  accTitle: [\\p{L}\\p{N} ./-]*| +(?:subgraph )?n\\d+\\[${LABEL}\\]| +end|  n\\d+ (?:-->|-\\.->|-\\.-x)(?:\\|${LABEL}\\|)? n\\d+|)$`,
  'u',
);

function checkMermaid(text: string): void {
  for (const line of text.split('\n')) assert.match(line, LINE);
}

describe('Mermaid', () => {
  test('draws a node for each row, in a subgraph for each card', () => {
    const text = serviceText('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]');
    assert.equal(
      graphMermaid(picture(text + deployment('web', 1, 'app: web'))),
      [
        'flowchart LR',
        '  accTitle: All Services',
        '  n0["Pod in the cluster"]',
        '  subgraph n1["DNS name"]',
        '    n2["web.default.svc.cluster.local"]',
        '  end',
        '  subgraph n3["web"]',
        '    n4["80/TCP → 8080<br/>default · ClusterIP, app#61;web"]',
        '  end',
        '  subgraph n5["Deployment web"]',
        '    subgraph n6["web#35;1"]',
        '      n7["web:8080<br/>ready · node-1"]',
        '    end',
        '  end',
        '  n0 --> n2',
        '  n2 --> n4',
        '  n4 -->|"100#37;"| n7',
        '',
      ].join('\n'),
    );
  });

  test('ends a line that nothing can go along in a cross, with the reason', () => {
    assert.match(
      graphMermaid(picture(SHOP)),
      /-\.-x\|"HTTP 503 from the Ingress controller: the Service payments does not exist in the namespace of the Ingress"\|/,
    );
  });

  for (const name of HOSTILE) {
    test(`has nothing but text in its labels for ${JSON.stringify(name).slice(0, 30)}`, () => {
      checkMermaid(graphMermaid(hostileGraph(name)));
    });
  }

  test('has nothing but text in its labels for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => checkMermaid(graphMermaid(hostileGraph(name)))),
    );
  });

  const escapes: readonly (readonly [string, string])[] = [
    ['web-1.shop', 'web-1.shop'],
    ['- list', '#45; list'],
    ['1. list', '1#46; list'],
    ['a_b', 'a#95;b'],
    ['<b>', '#60;b#62;'],
    ['#quot;', '#35;quot#59;'],
    ['한글 😀', '한글 #128512;'],
  ];
  for (const [text, expected] of escapes) {
    test(`writes ${text} as ${expected}`, () => {
      assert.equal(escapeMermaid(text), expected);
    });
  }
});

describe('Markdown', () => {
  test('has a row for each pod of each port, and the ways in that lead nowhere', () => {
    assert.equal(
      graphMarkdown(picture(SHOP, { kind: 'ingress', namespace: 'default', name: 'shop' })),
      [
        '## Ingress default/shop',
        '',
        '| Service | Port | Pod | Container port | Node | Share | Why |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| default/api | http 80/TCP → 8080 | api\\#1 \\(Deployment api\\) | api:8080 | node-1 | 50% |  |',
        '| default/api | http 80/TCP → 8080 | api\\#2 \\(Deployment api\\) | api:8080 | node-2 | 50% |  |',
        '| default/web | 80/TCP → http | web\\#1 \\(Deployment web\\) | web:8080 | node-3 | 50% |  |',
        '| default/web | 80/TCP → http | web\\#2 \\(Deployment web\\) | web:8080 | node-1 | 50% |  |',
        '| default/payments | 80/TCP | – | – | – | 0% | HTTP 503 from the Ingress controller: the Service payments does not exist in the namespace of the Ingress |',
        '',
        '| Way in | Leads to | Answered | Why not |',
        '| --- | --- | --- | --- |',
        '| Ingress shop: shop.example.com/pay | default/payments, 80/TCP | 0% | HTTP 503 from the Ingress controller: the Service payments does not exist in the namespace of the Ingress |',
        '',
      ].join('\n'),
    );
  });

  test('says of each client what it sends where they differ', () => {
    const text = serviceText(
      'web',
      'internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]',
    );
    assert.match(
      graphMarkdown(picture(text + deployment('web', 2, 'app: web'))),
      /avg 50% \| Pod on node-1: 100%, Pod on node-2: 0% \|/,
    );
  });

  test('of nothing says so', () => {
    assert.equal(graphMarkdown(picture('')), '## All Services\n\nThere is no Service.\n');
  });

  for (const name of HOSTILE) {
    test(`keeps its tables for ${JSON.stringify(name).slice(0, 30)}`, () => {
      const [, , head, , ...rows] = graphMarkdown(hostileGraph(name)).trimEnd().split('\n');
      const nCells = (line = ''): number => line.replaceAll(/\\./g, '').split('|').length;
      assert.deepEqual(
        rows.map(nCells),
        rows.map(() => nCells(head)),
      );
      for (const row of rows) assert.doesNotMatch(row.replaceAll(/\\./g, ''), /[<>`*_[\]]/);
    });
  }

  test('leaves dashes inside of words alone', () => {
    assert.equal(escapeMarkdown('web-1 - x'), 'web-1 \\- x');
  });
});
