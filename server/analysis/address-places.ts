// Where objects say the addresses of Services: environment, arguments and commands of containers, data of ConfigMaps.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap, valueAt, type Value } from '../../shared/model/value.ts';
import { mayHoldAddress, serviceAddresses, type ServiceAddress } from './service-addresses.ts';

/** An address at its field. */
export interface PlacedAddress extends ServiceAddress {
  readonly path: FieldPath;
  /** The text has several lines, so the field is marked at its key. */
  readonly isBlock: boolean;
}

/** Settings whose values are images or versions: `nginx:80` is no address there. */
const NO_ADDRESS = /(?:^|_|\b)(?:image|tag|version|repository)(?:$|_|\b)/i;

/** The addresses of Services that an object says, in document order. */
export function* addressesOf(object: KubeObject): Iterable<PlacedAddress> {
  if (object.is === 'Pod' || object.is === 'Workload') yield* inPods(object.raw, object.template.path);
  else if (object.is === 'Other' && object.ref.kind === 'ConfigMap' && object.ref.apiVersion === 'v1')
    yield* inConfigMap(object.raw['data']);
}

function* inPods(raw: Value, template: FieldPath): Iterable<PlacedAddress> {
  for (const group of ['initContainers', 'containers']) {
    const path = [...template, 'spec', group];
    for (const [index, container] of asList(valueAt(raw, path)).entries()) {
      const { env, args, command } = asMap(container);
      for (const [envIndex, variable] of asList(env).entries()) {
        const { name, value } = asMap(variable);
        if (!mayHoldAddress(value) || typeof name !== 'string' || NO_ADDRESS.test(name)) continue;
        yield* inText(value, [...path, index, 'env', envIndex, 'value'], true);
      }
      for (const [key, list] of [
        ['command', command],
        ['args', args],
      ] as const) {
        for (const [textIndex, text] of asList(list).entries()) {
          if (!mayHoldAddress(text)) continue;
          // A script may hold anything, a single word is a setting.
          yield* inText(text, [...path, index, key, textIndex], !text.includes(' '));
        }
      }
    }
  }
}

function* inConfigMap(data: Value | undefined): Iterable<PlacedAddress> {
  for (const [key, value] of Object.entries(asMap(data))) {
    if (!NO_ADDRESS.test(key)) yield* inText(value, ['data', key], false);
  }
}

function* inText(value: Value | undefined, path: FieldPath, allowsBare: boolean): Iterable<PlacedAddress> {
  if (typeof value !== 'string') return;
  const isBlock = value.includes('\n');
  for (const address of serviceAddresses(value, { allowsBare: allowsBare && !isBlock })) {
    yield { ...address, path, isBlock };
  }
}
