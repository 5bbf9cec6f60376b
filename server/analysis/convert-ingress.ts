// An Ingress of a version that is gone, rewritten as networking.k8s.io/v1 reads it.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap, valueAt, type Value } from '../../shared/model/value.ts';
import type { Fix, FixStep } from './fix.ts';

const CURRENT = 'networking.k8s.io/v1';

/** The same Ingress in the current form. A path without a type gets the one that means what it meant before. */
export function* convertIngress(object: KubeObject): Iterable<Fix> {
  const { raw } = object;
  const steps: FixStep[] = [];
  if (object.ref.apiVersion !== CURRENT) {
    steps.push({ type: 'set', object, path: ['apiVersion'], value: CURRENT });
  }
  asList(valueAt(raw, ['spec', 'rules'])).forEach((rule, ruleIndex) => {
    asList(valueAt(rule, ['http', 'paths'])).forEach((item, pathIndex) => {
      const path = ['spec', 'rules', ruleIndex, 'http', 'paths', pathIndex];
      if (asMap(item)['pathType'] === undefined) {
        steps.push({ type: 'set', object, path: [...path, 'pathType'], value: 'ImplementationSpecific' });
      }
      steps.push(...convertBackend(object, [...path, 'backend']));
    });
  });
  steps.push(...convertBackend(object, ['spec', 'defaultBackend']));
  if (valueAt(raw, ['spec', 'backend']) !== undefined) {
    steps.push(...convertBackend(object, ['spec', 'backend']));
    steps.push({ type: 'rename', object, path: ['spec', 'backend'], key: 'defaultBackend' });
  }
  yield { title: t('Convert to {0}', CURRENT), steps, isPreferred: true };
}

/** True when an Ingress has what only the current form has. */
export function isInCurrentForm({ raw }: KubeObject): boolean {
  const backends = asList(valueAt(raw, ['spec', 'rules'])).flatMap((rule) =>
    asList(valueAt(rule, ['http', 'paths'])).map((item) => asMap(item)['backend']),
  );
  return (
    valueAt(raw, ['spec', 'defaultBackend']) !== undefined ||
    backends.some((backend) => asMap(backend)['service'] !== undefined)
  );
}

function convertBackend(object: KubeObject, path: FieldPath): readonly FixStep[] {
  const backend = asMap(valueAt(object.raw, path));
  const set = (rest: FieldPath, value: Value): FixStep => ({
    type: 'set',
    object,
    path: [...path, 'service', ...rest],
    value,
  });
  const { serviceName, servicePort } = backend;
  const steps: FixStep[] = [];
  if (serviceName !== undefined) steps.push(set(['name'], serviceName));
  if (servicePort !== undefined) {
    steps.push(set(['port', typeof servicePort === 'number' ? 'number' : 'name'], servicePort));
  }
  for (const key of ['serviceName', 'servicePort']) {
    if (backend[key] !== undefined) steps.push({ type: 'remove', object, path: [...path, key] });
  }
  return steps;
}
