// Repairs of a targetPort that the selected pods do not have: another targetPort, or another container port.
import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource } from '../../shared/model/objects.ts';
import { valueAt, type ValueMap } from '../../shared/model/value.ts';
import type { RuleContext } from './context.ts';
import { declaredPorts, type DeclaredPort } from './declared-ports.ts';
import type { Fix, FixStep } from './fix.ts';
import { looksAtSidecars, type FaultyPort } from './target-ports.ts';
import { selectorsOf } from './selection.ts';

const MAX_TYPING_DISTANCE = 2;
const MAX_NAMES = 3;

/** Where the ports of a pod are written: those of its first container that has some, else the first container. */
export function portListPath({ template }: PodSource): FieldPath {
  const index = template.containers.findIndex((container) => container.ports.length > 0);
  return [...template.path, 'spec', 'containers', Math.max(index, 0), 'ports'];
}

/** Other targetPorts that every selected pod has: the names by likeness, then the number if there is but one. */
export function* useOtherTargetFixes(faulty: FaultyPort, ctx: RuleContext): Iterable<Fix> {
  const { service, portIndex, target, port } = faulty;
  const path = ['spec', 'ports', portIndex, 'targetPort'];
  const common = commonPorts(faulty);
  if (typeof target === 'string') {
    const found = common.filter((one) => isLookedAt(one, ctx));
    const names = [...new Set(found.flatMap(({ name }) => name ?? []))].sort(
      (a, b) => distance(a, target) - distance(b, target),
    );
    for (const [rank, name] of names.slice(0, MAX_NAMES).entries()) {
      const isSlip =
        distance(name, target) <= MAX_TYPING_DISTANCE && Math.min(name.length, target.length) > 3;
      const isOnly = common.length === 1 && (service.ports.length === 1 || port.port === common[0]?.number);
      const isLikely = isSlip || isOnly;
      yield {
        title: t('Use "{0}"', name),
        steps: [{ type: 'set', object: service, path, value: name }],
        ...(rank === 0 && isLikely ? { isPreferred: true } : {}),
      };
    }
  }
  const alike = common.filter(({ name }) => name === target); // of sidecars, which are not looked at
  const numbers = new Set((alike.length > 0 ? alike : common).map((one) => one.number));
  const [number] = numbers;
  if (number === undefined || numbers.size > 1 || number === target) return;
  yield { title: t('Use {0}', number), steps: [{ type: 'set', object: service, path, value: number }] };
}

/** False for the ports of sidecars where only their numbers are of use. */
function isLookedAt({ path }: DeclaredPort, ctx: RuleContext): boolean {
  return !path.includes('initContainers') || looksAtSidecars(ctx);
}

/** Ports of the first pod source whose name, or for want of one whose number, every other has with the Service's protocol. */
function commonPorts({ answers, port }: FaultyPort): readonly DeclaredPort[] {
  const [first, ...others] = answers.map(({ source }) =>
    declaredPorts(source).filter(({ protocol }) => protocol === port.protocol),
  );
  return (first ?? []).filter((one) =>
    others.every((ports) => ports.some((other) => other.name === one.name && other.number === one.number)),
  );
}

/** One protocol on both sides. Who wrote a protocol meant it; the other side may just have left it out. */
export function agreeOnProtocolFixes(faulty: FaultyPort, declared: DeclaredPort): readonly Fix[] {
  const { service, portIndex, port, target, answers } = faulty;
  const own = ['spec', 'ports', portIndex, 'protocol'];
  const isOurs = valueAt(service.raw, own) !== undefined;
  const isTheirs = valueAt(declared.source.raw, [...declared.path, 'protocol']) !== undefined;
  const isNamed = typeof target === 'string';
  const setOurs: Fix = {
    title: t('Set protocol: {0}', declared.protocol),
    steps: [{ type: 'set', object: service, path: own, value: declared.protocol }],
    isPreferred: isNamed && isTheirs && !isOurs,
  };
  const setTheirs: Fix = {
    title: t('Make the container port {0}', port.protocol),
    steps: answers.flatMap(({ answer }): FixStep[] => {
      if (answer.type !== 'wrong-protocol') return [];
      const { source, path } = answer.declared;
      return [{ type: 'set', object: source, path: [...path, 'protocol'], value: port.protocol }];
    }),
    isPreferred: isNamed && isOurs && !isTheirs,
  };
  return isOurs && !isTheirs ? [setTheirs, setOurs] : [setOurs, setTheirs];
}

/** Gives the only container port of each pod the name that the Service asks for. */
export function* nameOnlyPortFix({ answers, target }: FaultyPort, ctx: RuleContext): Iterable<Fix> {
  if (typeof target !== 'string') return;
  const ports = answers.map(({ source }) => declaredPorts(source));
  const only = ports.flatMap((list) => (list.length === 1 ? list : []));
  const [first] = only;
  if (
    !first ||
    only.length < ports.length ||
    only.some((port) => isNameUsed(port, ctx) || !isLookedAt(port, ctx))
  )
    return;
  yield {
    title:
      first.name === undefined
        ? t('Name container port {0} "{1}"', first.number, target)
        : t('Rename container port "{0}" to "{1}"', first.name, target),
    steps: only.map((port) => ({
      type: 'set',
      object: port.source,
      path: [...port.path, 'name'],
      value: target,
    })),
    ...(only.every(({ name }) => name === undefined) ? { isPreferred: true } : {}),
  };
}

/** True when a probe, a hook or another Service calls a container port by its name. */
function isNameUsed({ source, name }: DeclaredPort, ctx: RuleContext): boolean {
  if (name === undefined) return false;
  if (JSON.stringify(source.raw).includes(`"port":${JSON.stringify(name)}`)) return true;
  return selectorsOf(source, ctx).some((service) =>
    service.ports.some(({ targetPort }) => targetPort === name),
  );
}

/**
 * Adds a container port to pods: names the port that has the number already, or declares it in the only container.
 * `undefined` when it is not clear for one of them which container is meant.
 */
export function declareStepsFor(
  sources: readonly PodSource[],
  wanted: { readonly name?: string; readonly number: number; readonly protocol: string },
): readonly FixStep[] | undefined {
  const steps = sources.map((source): FixStep | undefined => {
    const same = declaredPorts(source).find(
      ({ number, protocol }) => number === wanted.number && protocol === wanted.protocol,
    );
    if (same) {
      if (same.name !== undefined || wanted.name === undefined) return undefined;
      return { type: 'set', object: source, path: [...same.path, 'name'], value: wanted.name };
    }
    const { containers, path } = source.template;
    const isNameTaken =
      wanted.name !== undefined && containers[0]?.ports.some(({ name }) => name === wanted.name);
    if (containers.length !== 1 || isNameTaken) return undefined; // one container has each name once
    const item: ValueMap = {
      ...(wanted.name === undefined ? {} : { name: wanted.name }),
      containerPort: wanted.number,
      ...(wanted.protocol === 'TCP' ? {} : { protocol: wanted.protocol }),
    };
    return { type: 'append', object: source, path: [...path, 'spec', 'containers', 0, 'ports'], item };
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

/** `Deployment "web", Pod "db"`, the first three. */
export function describeSources(sources: readonly PodSource[]): string {
  const names = sources.slice(0, 3).map(({ ref }) => describeRef(ref));
  const nMore = sources.length - names.length;
  return [...names, ...(nMore > 0 ? [t('{0} more', nMore)] : [])].join(', ');
}
