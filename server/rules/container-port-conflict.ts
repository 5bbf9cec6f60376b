import { t } from '@vscode/l10n';
import { declaredPorts, type DeclaredPort } from '../analysis/declared-ports.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly port: DeclaredPort;
  readonly first: DeclaredPort;
}

/** One port number in two containers of a pod. */
export const rule = defineRule({
  id: 'container-port-conflict',
  severity: 'information',
  summary: 'Two containers of one pod declare the same port',
  why: 'The containers of a pod share one network, so only one of them can listen on a port. The other fails to start its server, usually with "address already in use".',
  silentWhen: [
    'the protocols differ',
    'both declarations are of one container',
    'one of the two is an init container, which has ended by then; a sidecar counts',
  ],
  howToFix:
    'Let one of the containers listen on another port, or take the port out of the one that does not.',
  subject: ['Pod', 'Workload'],

  *find(object) {
    const { containers, initContainers } = object.template;
    if (containers.length + initContainers.length < 2) return; // the usual pod
    const seen = new Map<string, DeclaredPort>();
    for (const port of declaredPorts(object)) {
      const key = `${port.number}/${port.protocol}`;
      const first = seen.get(key);
      if (!first) seen.set(key, port);
      else if (containerOf(first) !== containerOf(port)) {
        yield {
          at: { object, path: [...port.path, 'containerPort'] },
          state: { port, first } satisfies State,
        };
      }
    }
  },

  say({ port, first }) {
    return {
      message: t(
        'Container "{0}" declares {1}/{2} too: containers of a pod share one network, so only one of them can listen there',
        containerOf(first) ?? '',
        port.number,
        port.protocol,
      ),
      related: [
        {
          at: { object: first.source, path: [...first.path, 'containerPort'] },
          message: t('Container "{0}"', containerOf(first) ?? ''),
        },
      ],
    };
  },
});

function containerOf({ source, path }: DeclaredPort): string | undefined {
  const [group, index] = path.slice(-4, -2);
  const containers = group === 'containers' ? source.template.containers : source.template.initContainers;
  return containers[Number(index)]?.name;
}
