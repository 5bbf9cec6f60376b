// Objects that are only pieces: strategic merge patches that nothing in the file marks as such.
import type { KubeObject, PodTemplate } from '../../shared/model/objects.ts';
import { isCustomKind } from '../../shared/model/pod-templates.ts';
import { asMap } from '../../shared/model/value.ts';

/**
 * How much of an object a document holds:
 * 1. patch: it says so itself with `$patch`.
 * 2. piece: it lacks what its kind requires; a patch as soon as a whole object of the same kind and name stands elsewhere.
 * 3. whole: anything else.
 */
export type ObjectPart = 'whole' | 'piece' | 'patch';

/** How much of an object this is, as far as it shows by itself. */
export function partOf(object: KubeObject): ObjectPart {
  if (hasPatchDirective(object)) return 'patch';
  return isWhole(object) ? 'whole' : 'piece';
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
        (object.selector !== undefined ||
          ['Job', 'CronJob'].includes(object.ref.kind) ||
          isCustomKind(object.ref))
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
