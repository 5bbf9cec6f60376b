// The states of the panel that people meet: each as the server's answer and what is chosen in the panel.
import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { INITIAL_PANEL_STATE, type PanelState } from '../../shared/messages/panel-state.ts';
import type { Overview, PreviewModel } from '../../shared/messages/preview.ts';
import { modelOf, overviewOf, serviceText, workloadText } from './sample-models.ts';

/** The languages of the panel. */
export const LANGUAGES = ['en', 'ko'] as const;

/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** One state: what the server said, and what the panel remembered. */
export interface SampleState {
  readonly name: string;
  readonly model: PreviewModel;
  readonly state: PanelState;
  /** Set for the picture of a whole namespace, with the Ingress that is drawn. */
  readonly overview?: { readonly overview: Overview; readonly ingress: string };
}

/** The translations into a language, by their English; empty for English itself. */
export function bundleFor(language: Language): Readonly<Record<string, string>> {
  if (language === 'en') return {};
  const path = new URL(`../../l10n/bundle.l10n.${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
}

/** The states, the server's sentences in the language. */
export function sampleStates(language: Language): readonly SampleState[] {
  l10n.config({ contents: { ...bundleFor(language) } });
  try {
    return makeStates();
  } finally {
    l10n.config({ contents: {} });
  }
}

function makeStates(): readonly SampleState[] {
  return [
    sample('healthy', modelOf([TWO_PORTS, workloadText({ ports: TWO_CONTAINER_PORTS })]), {
      run: [{ type: 'send', n: 100 }],
    }),
    sample('near-miss', modelOf([serviceText({ selector: '{ app: wbe }' }), workloadText()])),
    sample(
      'partial-ports',
      modelOf([
        TWO_PORTS,
        workloadText({ replicas: 2, ports: TWO_CONTAINER_PORTS }),
        workloadText({ name: 'web-canary', labels: '{ app: web, track: canary }', replicas: 1 }),
      ]),
    ),
    sample('local-empty-node', modelOf([LOCAL, workloadText({ replicas: 2 })]), {
      request: { ...INITIAL_PANEL_STATE.request, entry: 'node/node-3' },
      tab: 'steps',
      run: [{ type: 'send', n: 10 }],
    }),
    {
      ...sample('ingress', modelOf(SHOP)),
      overview: { overview: overviewOf(SHOP), ingress: 'front' },
    },
    sample('many-pods', modelOf([serviceText(), workloadText({ replicas: 120 })]), {
      run: [{ type: 'send', n: 1000 }],
    }),
    sample('empty-file', modelOf([''], {})),
    sample('broken-file', modelOf(['apiVersion: v1\nkind: [\n'])),
  ];
}

function sample(name: string, model: PreviewModel, change: Partial<PanelState> = {}): SampleState {
  // Kept from the same Service, or the panel would begin anew.
  const service = model.scene?.choice ?? '';
  return { name, model, state: { ...INITIAL_PANEL_STATE, service, ...change } };
}

const TWO_PORTS = serviceText({
  ports: '[{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090, targetPort: metrics }]',
});

const TWO_CONTAINER_PORTS = '[{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9100 }]';

const LOCAL = serviceText({
  spec: '  type: NodePort\n  externalTrafficPolicy: Local\n',
  ports: '[{ name: http, port: 80, targetPort: http, nodePort: 30080 }]',
});

const SHOP = [
  serviceText(),
  serviceText({ name: 'cart', selector: '{ app: cart }' }),
  serviceText({ name: 'search', selector: '{ app: serach }' }),
  workloadText(),
  workloadText({ name: 'cart', labels: '{ app: cart }', replicas: 2 }),
  workloadText({ name: 'search', labels: '{ app: search }', replicas: 2 }),
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: front, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
          - { path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { name: http } } } }
          - { path: /search, pathType: Prefix, backend: { service: { name: search, port: { name: http } } } }
`,
];
