// Objects for the tests of shared/cluster, written as YAML and frozen.
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { DEFAULT_CLUSTER, type ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import type { KubeObject, PodSource, Service } from '../../../shared/model/objects.ts';
import { readObject } from '../../../shared/model/read-object.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

/** The objects of a YAML text, in order. */
export function objects(text: string): readonly KubeObject[] {
  return readDocuments(text).documents.flatMap(({ value }) => {
    const object = readObject(deepFreeze(value));
    return object ? [deepFreeze(object)] : [];
  });
}

/** The only Pod or workload of a text. */
export function source(text: string): PodSource {
  const [object] = objects(text);
  if (object?.is === 'Pod' || object?.is === 'Workload') return object;
  throw new Error('The text makes no pods');
}

/** A Service named web with this spec, in flow style. */
export function service(spec: string, metadata = ''): Service {
  const [object] = objects(
    `{apiVersion: v1, kind: Service, metadata: {name: web${metadata}}, spec: {${spec}}}`,
  );
  if (object?.is === 'Service') return object;
  throw new Error('The text is no Service');
}

/** The default cluster with changes. */
export function cluster(changes: Partial<ClusterOptions> = {}): ClusterOptions {
  return deepFreeze({ ...DEFAULT_CLUSTER, ...changes });
}

/** A bare Pod as one document in flow style, with one container that has these ports. */
export function podText(name: string, labels: string, ports = '{containerPort: 8080}', more = ''): string {
  return (
    `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {${labels}}${more}}, ` +
    `spec: {containers: [{name: c, image: x, ports: [${ports}]}]}}\n`
  );
}

/** A workload as one document in flow style. `spec` is what stands beside selector and template. */
export function workloadText(kind: string, name: string, spec = '', annotations = ''): string {
  const group =
    kind === 'ReplicationController' ? '' : kind === 'Job' || kind === 'CronJob' ? 'batch/' : 'apps/';
  const selector = kind === 'ReplicationController' ? '{app: web}' : '{matchLabels: {app: web}}';
  const template =
    `{metadata: {labels: {app: web}, annotations: {${annotations}}}, ` +
    `spec: {containers: [{name: c, image: x, ports: [{name: http, containerPort: 8080}]}]}}`;
  const inner =
    kind === 'CronJob'
      ? `jobTemplate: {spec: {template: ${template}}}`
      : kind === 'Job'
        ? `template: ${template}`
        : `selector: ${selector}, template: ${template}`;
  return `---\n{apiVersion: ${group}v1, kind: ${kind}, metadata: {name: ${name}}, spec: {${spec ? `${spec}, ` : ''}${inner}}}\n`;
}
