// A pod's own text: containers and their ports.
import type { FieldPath } from './field-path.ts';
import type { Container, ContainerPort, PodTemplate } from './objects.ts';
import { readProtocol, readStringMap } from './read-fields.ts';
import { asBoolean, asInteger, asMap, asString, mapList, type Value } from './value.ts';

/** Reads a pod template, or a Pod, that stands at `path` in its object. */
export function readTemplate(value: Value | undefined, path: FieldPath): PodTemplate {
  const metadata = asMap(asMap(value)['metadata']);
  const spec = asMap(asMap(value)['spec']);
  return {
    labels: readStringMap(metadata['labels']),
    annotations: readStringMap(metadata['annotations']),
    containers: mapList(spec['containers'], readContainer),
    initContainers: mapList(spec['initContainers'], readContainer),
    hostNetwork: asBoolean(spec['hostNetwork']) ?? false,
    hostname: asString(spec['hostname']),
    subdomain: asString(spec['subdomain']),
    nodeName: asString(spec['nodeName']),
    path,
  };
}

function readContainer(value: Value): Container {
  const container = asMap(value);
  return {
    name: asString(container['name']),
    image: asString(container['image']),
    ports: mapList(container['ports'], readContainerPort),
    restartPolicy: asString(container['restartPolicy']),
  };
}

function readContainerPort(value: Value): ContainerPort {
  const port = asMap(value);
  return {
    name: asString(port['name']),
    containerPort: asInteger(port['containerPort']),
    hostPort: asInteger(port['hostPort']),
    protocol: readProtocol(port['protocol']),
  };
}
