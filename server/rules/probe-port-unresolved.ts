import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { defineRule } from '../analysis/rule.ts';
import { arePortsUnknown, isPortPatchedIn } from '../analysis/declared-ports.ts';
import { missingProbePorts, type ProbePort } from '../analysis/probe-ports.ts';

/** A probe or hook that names a port which its container does not have. */
export const rule = defineRule({
  id: 'probe-port-unresolved',
  severity: 'error',
  summary: 'A port that a probe names must be a port of its own container',
  why: 'The kubelet looks up the name among the ports of the container that is probed. A name that is not there makes the probe fail each time: the container is restarted over and over, or its pod never becomes ready.',
  silentWhen: [
    'the port is a number: a container may listen on what it does not declare',
    'the name is one that the API server refuses, or text that a template has yet to fill in',
    'a patch writes a port of this name, or the ports are not all in the manifest',
  ],
  howToFix: 'Use the name of a port of this container, or the number.',
  subject: ['Pod', 'Workload'],

  *find(object, ctx) {
    for (const probe of missingProbePorts(object)) {
      if (arePortsUnknown(object) || isPortPatchedIn(object, probe.name, ctx)) continue;
      yield { at: { object, path: probe.path }, state: probe };
    }
  },

  say({ name, container, handler, other }) {
    const own = container.ports.flatMap((port) => (port.name ? [`"${port.name}"`] : []));
    const lead =
      other === undefined
        ? t('Container "{0}" has no port "{1}"', container.name ?? '', name)
        : t(
            'Port "{0}" belongs to container "{1}", and container "{2}" finds only ports of its own',
            name,
            other,
            container.name ?? '',
          );
    const advice =
      own.length > 0
        ? t('It has {0}: use one of these, or the number', own.join(', '))
        : container.ports.length > 0
          ? t('Its ports have no names: name one, or use the number')
          : t('It declares no port: declare one, or use the number');
    return { message: `${lead}, ${describeEffect(handler)}. ${advice}` };
  },

  *fix({ source, path, name, container }) {
    const names = container.ports.flatMap((port) => port.name || []);
    const [nearest] = names.sort((a, b) => distance(a, name) - distance(b, name));
    const isLikely = nearest !== undefined && (names.length === 1 || distance(nearest, name) <= 2);
    if (nearest !== undefined) {
      const steps = [{ type: 'set', object: source, path, value: nearest }] as const;
      yield { title: t('Use "{0}"', nearest), steps, ...(isLikely ? { isPreferred: true } : {}) };
    }
    const [only, ...others] = new Set(container.ports.flatMap((port) => port.containerPort ?? []));
    if (only === undefined || others.length > 0) return;
    yield { title: t('Use {0}', only), steps: [{ type: 'set', object: source, path, value: only }] };
  },
});

function describeEffect(handler: ProbePort['handler']): string {
  switch (handler) {
    case 'readinessProbe':
      return t('so the readinessProbe always fails and the pod gets no traffic');
    case 'livenessProbe':
      return t('so the livenessProbe always fails and the container is restarted over and over');
    case 'startupProbe':
      return t('so the startupProbe always fails and the container is restarted over and over');
    case 'postStart':
      return t('so the postStart hook always fails and the container is killed');
    case 'preStop':
      return t('so the preStop hook always fails');
  }
}
