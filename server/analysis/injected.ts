// Who adds containers to pods at admission: such a container may declare ports that no manifest shows.
import type { PodSource } from '../../shared/model/objects.ts';
import type { LabelSet } from '../../shared/model/labels.ts';
import type { RuleContext } from './context.ts';

/** Annotations and labels that ask for a sidecar, of pods or of their namespace. */
const INJECTORS: readonly { readonly product: string; readonly key: RegExp }[] = [
  { product: 'Istio', key: /^(sidecar\.istio\.io\/(inject|status)|istio\.io\/rev|istio-injection)$/ },
  { product: 'Linkerd', key: /^linkerd\.io\/inject$/ },
  { product: 'Vault', key: /^vault\.hashicorp\.com\/agent-inject$/ },
  { product: 'Dapr', key: /^dapr\.io\/enabled$/ },
  { product: 'Consul', key: /^consul\.hashicorp\.com\/connect-inject$/ },
  { product: 'OpenTelemetry', key: /^sidecar\.opentelemetry\.io\/inject$/ },
];

const OFF: ReadonlySet<string> = new Set(['false', 'disabled', 'no', 'off', '']);

/** The product that adds a container to these pods, as their annotations and labels or those of their namespace say; `undefined` for none. */
export function injectorOf(source: PodSource, ctx: RuleContext): string | undefined {
  const { annotations, labels } = source.template;
  return injectorIn(annotations) ?? injectorIn(labels) ?? injectorOfNamespace(source, ctx);
}

function injectorIn(texts: LabelSet): string | undefined {
  for (const [key, value] of Object.entries(texts)) {
    if (OFF.has(value.toLowerCase())) continue;
    const injector = INJECTORS.find((candidate) => candidate.key.test(key));
    if (injector) return injector.product;
  }
  return undefined;
}

function injectorOfNamespace(source: PodSource, ctx: RuleContext): string | undefined {
  if (source.ref.namespace === undefined) return undefined;
  for (const object of ctx.named('Other', source.ref.namespace)) {
    if (object.ref.kind !== 'Namespace' || object.ref.apiVersion !== 'v1') continue;
    const product = injectorIn(object.annotations) ?? injectorIn(object.labels);
    if (product) return product;
  }
  return undefined;
}
