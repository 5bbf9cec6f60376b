import { t } from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { describeRef, groupOf } from '../../shared/model/object-ref.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { OtherObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, valueAt } from '../../shared/model/value.ts';
import { makesForeignPods } from '../analysis/foreign.ts';
import type { Fix } from '../analysis/fix.ts';
import { defineRule, type Found } from '../analysis/rule.ts';
import { monitoredServices } from '../analysis/service-monitors.ts';
import { describeServicePorts } from '../analysis/missing-port.ts';
import { isPortPatchedIn } from '../analysis/declared-ports.ts';

interface State {
  readonly object: OtherObject;
  readonly path: FieldPath;
  /** A number where none may stand. */
  readonly port: string | number;
  /** At least one where the port is a name. */
  readonly services: readonly Service[];
}

/** A port that a ServiceMonitor names and no Service has. */
export const rule = defineRule({
  id: 'servicemonitor-port-missing',
  severity: 'information',
  summary: 'A port of a ServiceMonitor must be the name of a port of its Services',
  why: 'The `port` of a ServiceMonitor is the name of a port of the Service: neither its number, which the API server refuses, nor the name of the container port. When no Service has the name, Prometheus has nothing to scrape and says nothing.',
  silentWhen: [
    'one of the Services that the ServiceMonitor selects has a port of that name',
    'no Service of the workspace is selected (`servicemonitor-no-match`), or none that stands near',
    'a custom resource near has a controller that may create the Service that is meant',
    'the endpoint gives a `targetPort` instead, or text has yet to be filled in',
  ],
  howToFix: 'Use the name of the Service port, or give the port this name.',
  subject: 'Other',
  kinds: ['ServiceMonitor'],

  *find(object, ctx) {
    const found = monitoredServices(object, ctx);
    yield* findNumbers(object, found?.services ?? []);
    const [first, ...others] = found?.services ?? [];
    if (!first || ctx.nearness(object, first) === 'elsewhere') return;
    if (ctx.near(object, 'Other').some(makesForeignPods)) return;
    const services = [first, ...others] as const;
    if (
      services.some(({ ports }) => ports.length === 0 || ports.some(({ name }) => isUnresolved(name ?? '')))
    )
      return;
    for (const [index, endpoint] of asList(valueAt(object.raw, ['spec', 'endpoints'])).entries()) {
      const { port } = asMap(endpoint);
      if (typeof port !== 'string' || port === '' || isUnresolved(port)) continue;
      const isThere = services.some(
        (service) => service.ports.some(({ name }) => name === port) || isPortPatchedIn(service, port, ctx),
      );
      if (isThere) continue;
      const path = ['spec', 'endpoints', index, 'port'];
      yield { at: { object, path }, state: { object, path, port, services } satisfies State };
    }
  },

  say({ object, port, services: [first] }, ctx) {
    if (typeof port === 'number' || !first) {
      return {
        message: t('The port of a ServiceMonitor is a name: the API server refuses the number {0}', port),
      };
    }
    return {
      message: t(
        '{0} ({1}) has no port named "{2}", so Prometheus scrapes nothing here. It has {3}',
        describeRef(first.ref),
        ctx.whereIs(first, object),
        port,
        describeServicePorts(first),
      ),
      related: [
        { at: { object: first, path: ['spec', 'ports'], on: 'key' }, message: describeRef(first.ref) },
      ],
    };
  },

  *fix({ object, path, port, services: [first, ...others] }) {
    if (!first) return;
    if (typeof port === 'number') {
      const meant = first.ports.find(
        (one) => one.name && (one.port === port || one.targetPort === port),
      )?.name;
      if (meant) yield useName(object, path, meant, true);
      return;
    }
    const names = first.ports.flatMap((one) => one.name || []);
    const [nearest] = names.sort((a, b) => distance(a, port) - distance(b, port));
    if (nearest !== undefined)
      yield useName(object, path, nearest, names.length === 1 || distance(nearest, port) <= 2);
    const isOnlyUnnamed = first.ports.length === 1 && !first.ports[0]?.name && others.length === 0;
    if (!isOnlyUnnamed) return;
    yield {
      title: t('Name the port of {0} "{1}"', describeRef(first.ref), port),
      steps: [{ type: 'set', object: first, path: ['spec', 'ports', 0, 'name'], value: port }],
      isPreferred: true,
    };
  },
});

/** Source: prometheus-operator pkg/apis/monitoring/v1/servicemonitor_types.go Endpoint.Port, a string, v0.80. */
function* findNumbers(object: OtherObject, services: readonly Service[]): Iterable<Found<State>> {
  if (groupOf(object.ref.apiVersion) !== 'monitoring.coreos.com') return;
  for (const [index, endpoint] of asList(valueAt(object.raw, ['spec', 'endpoints'])).entries()) {
    const { port } = asMap(endpoint);
    if (typeof port !== 'number') continue;
    const path = ['spec', 'endpoints', index, 'port'];
    yield { at: { object, path }, state: { object, path, port, services }, severity: 'error' };
  }
}

function useName(object: OtherObject, path: FieldPath, name: string, isLikely: boolean): Fix {
  const steps = [{ type: 'set', object, path, value: name }] as const;
  return { title: t('Use "{0}"', name), steps, ...(isLikely ? { isPreferred: true } : {}) };
}
