// A picture whose every name is a given text: none of the exports may take it for anything but text.
import type { ReachGraph } from '../../../shared/render/reach-graph.ts';

/** Names that mean something to XML, HTML, Markdown, Mermaid or to a table of widths. */
export const HOSTILE: readonly string[] = [
  '</svg><script>alert(1)</script>',
  '"quoted" \'single\' `tick`',
  '&amp; &#60; <![CDATA[x]]>',
  '😀 👩‍👩‍👧 한글 ü',
  'a'.repeat(63),
  'a|b\\|c',
  'line\nbreak\r\nand\ttab',
  '[link](javascript:alert(1)) **bold** _em_ ~~no~~',
  '%%{init: {"theme": "dark"}}%%',
  'end',
  '#35; #quot; freestyle:80',
  '"]; click n0 href "javascript:alert(1)"',
  'nul\u0000 half\uD800 \uFFFE',
];

/** The picture: a Service, a pod that gets all, and one that is left out. */
export function hostileGraph(name: string): ReachGraph {
  const named = { namespace: name, name };
  const port = { index: 0, name, port: 80, protocol: 'TCP', targetPort: name, nodePort: 0 } as const;
  const pod = { name, nPods: 1, node: name, condition: 'ready' } as const;
  const row = { container: name, name, port: 80, protocol: 'TCP' } as const;
  const unmet = [{ label: name, wanted: name, has: name }];
  return {
    subject: { kind: 'service', ...named },
    clients: [{ key: 'client/a', place: { kind: 'pod', ...named }, isAnywhere: false }],
    entries: [
      {
        key: 'entry/a',
        kind: 'ingress',
        ...named,
        rows: [{ key: 'entry/a/0', host: name, port: 0, path: name }],
      },
    ],
    services: [
      {
        key: 'service/a',
        ...named,
        type: 'ClusterIP',
        selector: { [name]: name },
        exists: true,
        rows: [{ key: 'service/a/port0', ...port }],
      },
    ],
    groups: [
      {
        key: 'group',
        kind: 'Deployment',
        ...named,
        cards: [
          { key: 'pod/a', ...pod, rows: [{ key: 'pod/a/80', ...row }] },
          { key: 'pod/b', ...pod, rows: [] },
        ],
      },
    ],
    edges: [
      { key: '1', from: 'client/a', to: 'entry/a/0', share: 1, byClient: [] },
      { key: '2', from: 'entry/a/0', to: 'service/a/port0', share: 1, byClient: [] },
      {
        key: '3',
        from: 'service/a/port0',
        to: 'pod/a/80',
        share: 1,
        byClient: [{ client: 'client/a', share: 1 }],
      },
      {
        key: '4',
        from: 'service/a',
        to: 'pod/b',
        share: 0,
        byClient: [],
        reason: { is: 'labels-differ', unmet },
      },
    ],
  };
}
