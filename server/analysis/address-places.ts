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
export function addressesOf(object: KubeObject): readonly PlacedAddress[] {
  const found: PlacedAddress[] = [];
  if (object.is === 'Pod' || object.is === 'Workload') addFromPods(object.raw, object.template.path, found);
  else if (object.is === 'Other' && object.ref.kind === 'ConfigMap' && object.ref.apiVersion === 'v1')
    addFromConfigMap(object.raw['data'], found);
  return found;
}

function addFromPods(raw: Value, template: FieldPath, found: PlacedAddress[]): void {
  for (const group of ['initContainers', 'containers']) {
    const path = [...template, 'spec', group];
    for (const [index, container] of asList(valueAt(raw, path)).entries()) {
      const { env, args, command } = asMap(container);
      for (const [envIndex, variable] of asList(env).entries()) {
        const { name, value } = asMap(variable);
        if (!mayHoldAddress(value) || typeof name !== 'string' || NO_ADDRESS.test(name)) continue;
        addFromText(value, [...path, index, 'env', envIndex, 'value'], true, found);
      }
      addFromWords(command, [...path, index, 'command'], found);
      addFromWords(args, [...path, index, 'args'], found);
    }
  }
}

function addFromWords(list: Value | undefined, path: FieldPath, found: PlacedAddress[]): void {
  for (const [index, text] of asList(list).entries()) {
    // A script may hold anything, a single word is a setting.
    if (mayHoldAddress(text)) addFromText(text, [...path, index], !text.includes(' '), found);
  }
}

function addFromConfigMap(data: Value | undefined, found: PlacedAddress[]): void {
  for (const [key, value] of Object.entries(asMap(data))) {
    if (mayHoldAddress(value) && !NO_ADDRESS.test(key)) addFromText(value, ['data', key], false, found);
  }
}

function addFromText(text: string, path: FieldPath, allowsBare: boolean, found: PlacedAddress[]): void {
  const isBlock = text.includes('\n');
  for (const address of serviceAddresses(text, { allowsBare: allowsBare && !isBlock }))
    found.push({ ...address, path, isBlock });
}
