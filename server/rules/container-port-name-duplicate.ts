import { t } from '@vscode/l10n';
import { portName } from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap, asString, valueAt } from '../../shared/model/value.ts';
import { defineWarningRule } from '../analysis/api-warnings.ts';

/** One port name in two containers of a pod. */
export const rule = defineWarningRule({
  id: 'container-port-name-duplicate',
  severity: 'information',
  summary: 'Containers of one pod share a port name',
  why: 'A Service that names the port finds one of the two: that of a container before that of a sidecar, otherwise the first. The other can only be reached by number.',
  howToFix: 'Give one of the ports another name.',

  say({ object, path }) {
    const name = asString(valueAt(object.raw, [...path, 'name'])) ?? '';
    const before = placedBefore(object, path, name);
    return before === undefined
      ? t('Port name "{0}" stands twice in this pod: a Service that names it finds only one of them', name)
      : t(
          'Port name "{0}" is also in container "{1}": a Service that names it finds only one of them',
          name,
          before,
        );
  },

  *fix({ object, path }) {
    const name = asString(valueAt(object.raw, [...path, 'name']));
    const container = asString(valueAt(object.raw, [...path.slice(0, -2), 'name']));
    const value = `${container ?? ''}-${name ?? ''}`;
    if (container === undefined || name === undefined || portName(value).length > 0) return;
    const steps = [{ type: 'set', object, path: [...path, 'name'], value }] as const;
    yield { title: t('Name it "{0}"', value), steps };
  },
});

/** The other container of that pod with a port of this name. */
function placedBefore(object: KubeObject, path: FieldPath, name: string): string | undefined {
  const spec = path.slice(0, -4);
  const own = path.slice(-4, -2).join();
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of asList(valueAt(object.raw, [...spec, list])).entries()) {
      const hasName = asList(asMap(container)['ports']).some((port) => asMap(port)['name'] === name);
      if (hasName && own !== [list, index].join()) return asString(asMap(container)['name']);
    }
  }
  return undefined;
}
