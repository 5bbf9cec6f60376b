// Objects that are only pieces: strategic merge patches that nothing in the file marks as such.
import type { KubeObject, PodTemplate } from '../../shared/model/objects.ts';
import { asMap } from '../../shared/model/value.ts';

/**
 * The objects that are patches: they carry `$patch`, or they lack what their kind requires while a whole object of the
 * same kind and name stands elsewhere.
 */
export function patchesAmong(objects: Iterable<KubeObject>): ReadonlySet<KubeObject> {
  const patches = new Set<KubeObject>();
  const pieces: KubeObject[] = [];
  const whole = new Set<string>();
  for (const object of objects) {
    if (hasPatchDirective(object)) patches.add(object);
    else if (isWhole(object)) whole.add(keyOf(object));
    else pieces.push(object);
  }
  for (const piece of pieces) if (whole.has(keyOf(piece))) patches.add(piece);
  return patches;
}

function keyOf({ ref }: KubeObject): string {
  return `${ref.kind}/${ref.name ?? ''}`;
}

function hasPatchDirective({ raw }: KubeObject): boolean {
  return '$patch' in raw || '$patch' in asMap(raw['spec']) || '$patch' in asMap(raw['metadata']);
}

function isWhole(object: KubeObject): boolean {
  switch (object.is) {
    case 'Service':
      return object.ports.length > 0 || object.type === 'ExternalName' || object.clusterIP === 'None';
    case 'Pod':
      return hasImages(object.template);
    case 'Workload':
      return (
        hasImages(object.template) &&
        (object.selector !== undefined || ['Job', 'CronJob'].includes(object.ref.kind))
      );
    case 'Ingress':
      return object.backends.length > 0;
    default:
      return true;
  }
}

function hasImages(template: PodTemplate): boolean {
  return (
    template.containers.length > 0 && template.containers.every((container) => container.image !== undefined)
  );
}
