import { t } from '@vscode/l10n';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { PodSource } from '../../shared/model/objects.ts';
import { declaredPorts, type DeclaredPort } from '../analysis/declared-ports.ts';
import { hostPortClashes, type HostPortClash } from '../analysis/host-port-clashes.ts';
import { defineRule, type Found, type Wording } from '../analysis/rule.ts';

type State =
  /** Two containers say that they listen there. */
  | { readonly type: 'shared'; readonly port: DeclaredPort; readonly first: DeclaredPort }
  /** No pod can be created. */
  | { readonly type: 'refused'; readonly object: PodSource; readonly clash: HostPortClash };

/** One port number in two containers of a pod. */
export const rule = defineRule({
  id: 'container-port-conflict',
  severity: 'information',
  summary: 'Two containers of one pod declare the same port',
  why: 'The containers of a pod share one network, so only one of them can listen on a port. The other fails to start its server, usually with "address already in use". On the host network every container port is a port of the host as well, which a pod may ask for once: the API server takes the workload, and refuses each of its pods.',
  silentWhen: [
    'the protocols differ',
    'both declarations are of one container, unless it runs on the host network, where it is an error',
    'both write the same `hostPort`, or the pod is no template: `pod-invalid` tells what the API server refuses',
    'one of the two is an init container, which has ended by then; a sidecar counts',
  ],
  howToFix:
    'Let one of the containers listen on another port, or take the port out of the one that does not.',
  subject: ['Pod', 'Workload'],

  *find(object): Iterable<Found<State>> {
    const clashes = object.is === 'Workload' ? hostPortClashes(object) : [];
    for (const clash of clashes) {
      yield {
        at: { object, path: [...clash.path, 'containerPort'] },
        state: { type: 'refused', object, clash },
        severity: 'error',
      };
    }
    const told = new Set(clashes.map(({ path }) => formatFieldPath(path)));
    const { containers, initContainers } = object.template;
    if (containers.length + initContainers.length < 2) return; // the usual pod
    const seen = new Map<string, DeclaredPort>();
    for (const port of declaredPorts(object)) {
      const key = `${port.number}/${port.protocol}`;
      const first = seen.get(key);
      if (!first) seen.set(key, port);
      else if (containerOf(first) !== containerOf(port) && !told.has(formatFieldPath(port.path))) {
        yield {
          at: { object, path: [...port.path, 'containerPort'] },
          state: { type: 'shared', port, first },
        };
      }
    }
  },

  say(state) {
    if (state.type === 'refused') return sayRefused(state);
    const { port, first } = state;
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

function sayRefused({ object, clash }: Extract<State, { type: 'refused' }>): Wording {
  return {
    message: t(
      'No pod of {0} can be created: on the host network each containerPort is a port of the host too, and {1}/{2} is declared twice. Take one of the two out, or change its number',
      describeRef(object.ref),
      clash.number,
      clash.protocol,
    ),
    related: [{ at: { object, path: [...clash.first, 'containerPort'] }, message: t('First written here') }],
  };
}

function containerOf({ source, path }: DeclaredPort): string | undefined {
  const [group, index] = path.slice(-4, -2);
  const containers = group === 'containers' ? source.template.containers : source.template.initContainers;
  return containers[Number(index)]?.name;
}
