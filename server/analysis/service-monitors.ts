// ServiceMonitors of the Prometheus operator, and the Services that they find by the labels of the Services themselves.
import { matches, type LabelSet, type Selector } from '../../shared/model/labels.ts';
import type { OtherObject, Service } from '../../shared/model/objects.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import { readLabelSelector, readStrings } from '../../shared/model/read-fields.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, isMap, valueAt, type ValueMap } from '../../shared/model/value.ts';
import { keys } from '../workspace/object-index.ts';
import { isSlip } from './alike-names.ts';
import type { RuleContext } from './context.ts';
import { kustomizationsAround } from './kustomizations-around.ts';
import { once } from './reads.ts';

/** What a ServiceMonitor asks for. */
export interface Monitor {
  /** Of labels of Services; not empty. */
  readonly selector: Selector;
  /** The namespaces it looks in; `undefined` for all, an empty list where its own is not written. */
  readonly namespaces: readonly string[] | undefined;
}

/** The Services that a ServiceMonitor finds. */
export interface MonitoredServices {
  readonly monitor: Monitor;
  /** Nearest first. */
  readonly services: readonly Service[];
  /** Services near with the labels, in namespaces that it does not look in. */
  readonly outOfReach: readonly Service[];
  /** Text yet to be filled in, or a kustomization that adds labels, leaves it open what is found. */
  readonly isUnknown: boolean;
}

/** What a ServiceMonitor finds; `undefined` for other objects, and for one that asks for nothing. */
export const monitoredServices = once(
  (object: OtherObject, ctx: RuleContext): MonitoredServices | undefined => {
    const { kind, apiVersion } = object.ref;
    if (kind !== 'ServiceMonitor' || groupOf(apiVersion) !== 'monitoring.coreos.com') return undefined;
    const monitor = readMonitor(object);
    if (!monitor) return undefined;
    const { selector } = monitor;
    const isOpen = selector.some(({ key, values }) => isUnresolved(key) || values.some(isUnresolved));
    const pairs = selector.find(({ operator }) => operator === 'In');
    const found = pairs
      ? (ctx.lookup(
          ...pairs.values.map((value) => keys.serviceLabel(pairs.key, value)),
        ) as readonly Service[])
      : ctx.near(object, 'Service');
    const matching = ctx.nearestFirst(
      object,
      found.filter((service) => matches(selector, service.labels) === 'yes'),
    );
    const mayMatch = (service: Service): boolean => matches(selector, service.labels) === 'unknown';
    return {
      monitor,
      services: matching.filter((service) => isInReach(service, monitor)),
      outOfReach: matching.filter(
        (service) => !isInReach(service, monitor) && ctx.nearness(object, service) !== 'elsewhere',
      ),
      isUnknown:
        isOpen ||
        !pairs ||
        ctx.near(object, 'Service').some(mayMatch) ||
        kustomizationsAround(object, ctx).some(addsLabels),
    };
  },
);

function readMonitor({ raw, ref }: OtherObject): Monitor | undefined {
  const selector = readLabelSelector(valueAt(raw, ['spec', 'selector']));
  if (!selector || selector.length === 0) return undefined;
  const where = asMap(valueAt(raw, ['spec', 'namespaceSelector']));
  const names = readStrings(where['matchNames']);
  if (where['any'] === true || names.some(isUnresolved)) return { selector, namespaces: undefined };
  if (names.length > 0) return { selector, namespaces: names };
  return { selector, namespaces: ref.namespace === undefined ? [] : [ref.namespace] };
}

/** True for a Service in a namespace that the monitor looks in, as far as both are written. */
export function isInReach({ ref: { namespace } }: Service, { namespaces }: Monitor): boolean {
  return !namespaces || namespaces.length === 0 || namespace === undefined || namespaces.includes(namespace);
}

/** True when a Service sends to pods with the labels that a monitor asks for, but does not have them itself. */
export function hasLabelsOnPods({ selector }: Service, wanted: Selector): boolean {
  return selector !== undefined && matches(wanted, selector) === 'yes';
}

/** The labels that a selector asks for, as far as it names one value for each. */
export function wantedLabels(selector: Selector): LabelSet {
  return Object.fromEntries(
    selector.flatMap(({ operator, key, values: [value, ...others] }) =>
      operator === 'In' && value !== undefined && others.length === 0 ? [[key, value]] : [],
    ),
  );
}

function addsLabels(kustomization: ValueMap): boolean {
  return isMap(kustomization['commonLabels']) || asList(kustomization['labels']).length > 0;
}

/** A label of a Service that is a slip of the pen away from what is wanted. */
export interface LabelSlip {
  readonly key: string;
  readonly there: string;
}

/** The one label of a Service that differs from what is wanted, where that is a slip of the pen. */
export function slipIn(wanted: LabelSet, { labels }: Service): LabelSlip | undefined {
  const [key, ...others] = Object.keys(wanted).filter((one) => labels[one] !== wanted[one]);
  if (key === undefined || others.length > 0) return undefined;
  const there = labels[key];
  return there !== undefined && isSlip(wanted[key] ?? '', there) ? { key, there } : undefined;
}
