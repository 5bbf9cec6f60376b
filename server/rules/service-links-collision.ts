import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { asList, asMap, asString, valueAt } from '../../shared/model/value.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly source: PodSource;
  readonly service: Service;
  /** `PAPERLESS_PORT`. */
  readonly variable: string;
  /** A variable of the same prefix that the container is given. */
  readonly sibling: string;
}

/** A variable that the kubelet makes of a Service where the program expects one of its own. */
export const rule = defineRule({
  id: 'service-links-collision',
  severity: 'information',
  isOffByDefault: true,
  summary: 'A Service makes an environment variable that the program may take for its own',
  why: 'For every Service of the namespace the kubelet gives each container variables such as `REDIS_PORT=tcp://10.96.0.7:6379`. A program that is set up by variables of the same prefix reads that as its own port and fails to start.',
  silentWhen: [
    'the pods have `enableServiceLinks: false`',
    'the container sets the variable itself, which wins',
    'no variable of the container has the prefix of the Service',
    'the Service is headless or of type ExternalName, of which no variables are made',
  ],
  howToFix: 'Set `enableServiceLinks: false` in the pod template, or give the Service another name.',
  subject: ['Pod', 'Workload'],

  *find(object, ctx) {
    const { path, containers } = object.template;
    if (valueAt(object.raw, [...path, 'spec', 'enableServiceLinks']) === false) return;
    const variables = containers.flatMap((_, index) =>
      asList(valueAt(object.raw, [...path, 'spec', 'containers', index, 'env'])).map((item, envIndex) => ({
        name: asString(asMap(item)['name']) ?? '',
        path: [...path, 'spec', 'containers', index, 'env', envIndex, 'name'],
      })),
    );
    if (variables.length === 0) return;
    const names = new Set(variables.map(({ name }) => name));
    const told = new Set<string>();
    for (const service of ctx.near(object, 'Service')) {
      if (service.clusterIP === 'None' || service.type === 'ExternalName') continue;
      const prefix = `${(service.ref.name ?? '').toUpperCase().replaceAll('-', '_')}_`;
      const sibling = variables.find(({ name }) => name.startsWith(prefix));
      const variable = `${prefix}PORT`;
      if (prefix === '_' || !sibling || names.has(variable) || told.has(variable)) continue;
      told.add(variable);
      yield {
        at: { object, path: sibling.path },
        state: { source: object, service, variable, sibling: sibling.name } satisfies State,
      };
    }
  },

  say: ({ service, variable, sibling }) => ({
    message: t(
      '{0} makes the kubelet set {1}=tcp://… beside {2}: a program that reads {1} as its own port fails. Set enableServiceLinks: false, or set {1} here',
      describeRef(service.ref),
      variable,
      sibling,
    ),
    related: [{ at: { object: service, path: ['metadata', 'name'] }, message: describeRef(service.ref) }],
  }),

  *fix({ source }) {
    const path = [...source.template.path, 'spec', 'enableServiceLinks'];
    yield {
      title: t('Set enableServiceLinks: false'),
      steps: [{ type: 'set', object: source, path, value: false }],
    };
  },
});
