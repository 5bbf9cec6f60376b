// Objects that say everything but the version of their kind.
import { versionOf } from '../../shared/api/kinds.ts';
import { fieldsAt } from '../../shared/api/schema.ts';
import { minorOf } from '../../shared/api/version.ts';
import type { OtherObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import { asMap, asString, type ValueMap } from '../../shared/model/value.ts';
import { partOf } from './patches.ts';

const HEAD: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/**
 * An object that lacks its `apiVersion` and nothing else: of a kind of Kubernetes, with a name and with fields of its own.
 * `undefined` for anything less: a patch, a fragment or the configuration of some program has a `kind` as well.
 */
export function readUnversioned(value: ValueMap): OtherObject | undefined {
  if (value['apiVersion'] ?? '') return undefined;
  const kind = asString(value['kind']) ?? '';
  const apiVersion = kind === '' ? undefined : versionOf(kind, minorOf(''));
  if (apiVersion === undefined) return undefined;
  const { name, generateName } = asMap(value['metadata']);
  if (!(asString(name) || asString(generateName))) return undefined;
  const fields = fieldsAt(apiVersion, kind, []);
  const keys = Object.keys(value);
  if (!keys.every((key) => HEAD.has(key) || fields?.has(key)) || keys.every((key) => HEAD.has(key)))
    return undefined;
  const meant = readObject({ ...value, apiVersion });
  if (!meant || partOf(meant) !== 'whole') return undefined;
  const { ref, labels, annotations, generateName: prefix } = meant;
  return {
    is: 'Other',
    ref: { ...ref, apiVersion: '' },
    labels,
    annotations,
    generateName: prefix,
    raw: value,
  };
}
