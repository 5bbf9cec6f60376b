// The pods in the traffic preview: what each gets, and why the others get nothing.
import { t } from '@vscode/l10n';
import type { PodOutcome } from '../../shared/cluster/endpoints-of-service.ts';
import type { Anchor, ExclusionView, PodView, TargetView } from '../../shared/messages/preview.ts';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { formatRequirement } from '../../shared/model/labels.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import { pathInDocument } from '../analysis/places.ts';
import type { PortPrediction, Prediction } from '../analysis/prediction.ts';
import { originOf } from '../workspace/manifest.ts';
import { unselectedNear } from '../analysis/selection.ts';

/** A card for each selected pod, then for the pods of the same file that are not selected. */
export function podViews({ ports, pods, service }: Prediction, ctx: RuleContext): readonly PodView[] {
  const targetsOf = targetsByPod(ports);
  const selected = pods.map(({ outcome, source }, index): PodView => {
    const targets = (targetsOf.get(outcome.pod.name) ?? []).map((target) => ({
      ...target,
      label: targetLabel(outcome, target.number),
    }));
    return {
      key: `pod${index}`,
      name: outcome.pod.name,
      source: source.is === 'Pod' ? 'Pod' : `${source.ref.kind} ${source.ref.name ?? ''}`,
      node: outcome.pod.node ?? '',
      status: statusOf(outcome),
      isReady: outcome.ready,
      targets,
      exclusions: exclusionsOf(outcome, ports, targets),
      anchor: anchorOf(source, source.template.path, ctx),
    };
  });
  const nearby = unselectedNear(service, ctx).filter(({ nearness }) => nearness === 'file');
  const others = nearby.map(({ source, unmet }, index): PodView => ({
    key: `other${index}`,
    name: source.ref.name ?? source.ref.kind,
    source: source.is === 'Pod' ? 'Pod' : `${source.ref.kind} ${source.ref.name ?? ''}`,
    node: '',
    status: t('Not selected'),
    isReady: false,
    targets: [],
    exclusions: [
      {
        port: '',
        reason: 'labels-differ',
        message: t('does not have {0}', unmet.map(formatRequirement).join(', ')),
      },
    ],
    anchor: anchorOf(source, [...source.template.path, 'metadata', 'labels'], ctx),
  }));
  return [...selected, ...others];
}

/** What each pod gets, by its name; the labels are still to be given. */
function targetsByPod(
  ports: readonly PortPrediction[],
): ReadonlyMap<string, readonly Omit<TargetView, 'label'>[]> {
  const targets = new Map<string, Omit<TargetView, 'label'>[]>();
  for (const { index, backends } of ports) {
    for (const { isPod, target, port, share } of backends) {
      if (!isPod || share === 0) continue;
      const list = targets.get(target) ?? [];
      list.push({ port: portKey(index), number: port, share });
      targets.set(target, list);
    }
  }
  return targets;
}

/** Endpoints that stand for no pod: hand-written addresses. */
export function addressViews({ ports, service }: Prediction, ctx: RuleContext): readonly PodView[] {
  const byAddress = new Map<string, { targets: TargetView[]; isReady: boolean }>();
  for (const { index, backends } of ports) {
    for (const { target, port, share, isPod, condition } of backends) {
      if (isPod) continue;
      const view = byAddress.get(target) ?? { targets: [], isReady: condition === 'ready' };
      if (share > 0) view.targets.push({ port: portKey(index), label: `:${port}`, number: port, share });
      byAddress.set(target, view);
    }
  }
  const written = ctx.named('Endpoints', service.ref.name ?? '')[0];
  return [...byAddress].map(([address, { targets, isReady }], index) => ({
    key: `address${index}`,
    name: address,
    source: t('Address'),
    node: '',
    status: isReady ? t('Ready') : t('Not ready'),
    isReady,
    targets,
    exclusions: targets.length > 0 ? [] : [{ port: '', reason: 'not-ready', message: t('not ready') }],
    anchor: anchorOf(written ?? service, written ? ['subsets'] : [], ctx),
  }));
}

function statusOf({ pod, ready, reason }: PodOutcome): string {
  if (ready) return t('Ready');
  switch (reason) {
    case 'terminal':
      return pod.phase === 'Failed' ? t('Failed') : t('Completed');
    case 'no-ip':
      return t('Pending');
    case 'terminating':
      return t('Terminating');
    default:
      return t('Not ready');
  }
}

function exclusionsOf(
  outcome: PodOutcome,
  ports: readonly PortPrediction[],
  targets: readonly TargetView[],
): readonly ExclusionView[] {
  if (outcome.reason === 'terminal')
    return [{ port: '', reason: 'terminal', message: t('the pod has ended') }];
  if (outcome.reason === 'no-ip')
    return [{ port: '', reason: 'no-address', message: t('the pod has no address yet') }];
  const exclusions = ports.flatMap(({ index, port }): ExclusionView[] => {
    const missing = outcome.ports[index]?.found.missing;
    if (!missing) return [];
    const name = String(port.targetPort);
    const message =
      missing === 'wrong-protocol'
        ? t('port "{0}" is not {1}', name, port.protocol)
        : missing === 'init-container'
          ? t('port "{0}" belongs to an init container, which has ended', name)
          : t('no container port is named "{0}"', name);
    return [
      {
        port: portKey(index),
        reason: missing === 'wrong-protocol' ? 'wrong-protocol' : 'no-port-name',
        message,
      },
    ];
  });
  if (exclusions.length > 0 || targets.length > 0) return exclusions;
  if (outcome.reason === 'terminating')
    return [{ port: '', reason: 'terminating', message: t('terminating, and ready pods are there') }];
  return outcome.reason === 'not-ready' ? [{ port: '', reason: 'not-ready', message: t('not ready') }] : [];
}

/** `web:8080`: the container that declares the port. */
function targetLabel({ pod }: PodOutcome, port: number): string {
  const container = pod.template.containers.find(({ ports }) =>
    ports.some(({ containerPort }) => containerPort === port),
  );
  return `${container?.name ?? ''}:${port}`;
}

/** A port's key in the picture. */
export function portKey(index: number): string {
  return `port${index}`;
}

/** An anchor to a field of an object. */
export function anchorOf(object: KubeObject, path: FieldPath, ctx: RuleContext): Anchor {
  const { document } = originOf(object);
  const placed = ctx.snapshot.placeOf(document);
  return {
    uri: document.uri,
    document: placed?.index ?? 0,
    field: formatFieldPath(pathInDocument(object, path)),
  };
}
