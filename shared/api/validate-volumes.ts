// Volumes of a pod and where containers mount them.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  item,
  notFound,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';
import { isSet, number, struct, structs, text } from './read.ts';

/** Volumes by the names that containers may use. */
export type Volumes = ReadonlyMap<string, ValueMap>;

/** In the order in which the server counts them: of two the later is the one that is forbidden. */
const SOURCES = (
  'emptyDir hostPath gitRepo gcePersistentDisk awsElasticBlockStore secret nfs iscsi glusterfs persistentVolumeClaim rbd ' +
  'cinder cephfs flocker downwardAPI fc configMap azureFile vsphereVolume quobyte photonPersistentDisk azureDisk storageos ' +
  'projected scaleIO csi ephemeral image'
).split(' ');

/** The fields that a source must have. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  secret: ['secretName'],
  configMap: ['name'],
  hostPath: ['path'],
  nfs: ['server', 'path'],
  csi: ['driver'],
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
};

const MAX_MODE = 0o777;

/**
 * The volumes that are right, and what is wrong with the others. A volume that is wrong cannot be mounted either.
 *
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumes, v1.36.
 * Differs: of a source only the fields that it must have, its modes and items are looked at.
 */
export function validateVolumes(
  volumes: readonly ValueMap[],
  at: Place,
): { known: Volumes; causes: readonly Cause[] } {
  const known = new Map<string, ValueMap>();
  const causes: Cause[] = [];
  volumes.forEach((volume, index) => {
    const here = item(at, index);
    const name = text(volume, 'name');
    const faults = [...validateSources(volume, here)];
    if (name === '') faults.push(required(child(here, 'name')));
    else faults.push(...invalidEach(child(here, 'name'), name, dns1123Label(name)));
    if (known.has(name)) faults.push(duplicate(child(here, 'name'), name));
    if (faults.length === 0) known.set(name, volume);
    causes.push(...faults);
  });
  return { known, causes };
}

function validateSources(volume: ValueMap, at: Place): readonly Cause[] {
  const [first, ...more] = SOURCES.filter((source) => isSet(volume, source));
  if (first === undefined) return []; // Defaulted to an empty directory.
  return [
    ...validateSource(first, struct(volume, first), child(at, first)),
    ...more.map((source) => forbidden(child(at, source), 'may not specify more than 1 volume type')),
  ];
}

function validateSource(source: string, value: ValueMap, at: Place): readonly Cause[] {
  const causes = (NEEDED[source] ?? [])
    .filter((key) => text(value, key) === '')
    .map((key) => required(child(at, key)));
  if (source === 'persistentVolumeClaim') {
    const name = text(value, 'claimName');
    const claim = child(at, 'claimName');
    causes.push(...(name === '' ? [required(claim)] : invalidEach(claim, name, dns1123Subdomain(name))));
  }
  if (source === 'secret' || source === 'configMap') {
    if (isSet(value, 'defaultMode'))
      causes.push(...validateMode(number(value, 'defaultMode'), child(at, 'defaultMode')));
    structs(value, 'items').forEach((entry, index) => {
      causes.push(...validateKeyToPath(entry, item(child(at, 'items'), index)));
    });
  }
  return causes;
}

function validateKeyToPath(entry: ValueMap, at: Place): readonly Cause[] {
  const causes = ['key', 'path']
    .filter((key) => text(entry, key) === '')
    .map((key) => required(child(at, key)));
  causes.push(...validateLocalPath(text(entry, 'path'), child(at, 'path')));
  if (isSet(entry, 'mode')) causes.push(...validateMode(number(entry, 'mode'), child(at, 'mode')));
  return causes;
}

function validateMode(mode: number, at: Place): readonly Cause[] {
  if (mode >= 0 && mode <= MAX_MODE) return [];
  return [invalid(at, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

function validateLocalPath(path: string, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  if (path.startsWith('/')) causes.push(invalid(at, path, 'must be a relative path'));
  if (path.split('/').includes('..')) causes.push(invalid(at, path, "must not contain '..'"));
  return causes;
}

/**
 * What is wrong with the mounts of a container.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumeMounts, v1.36.
 */
export function validateMounts(mounts: readonly ValueMap[], volumes: Volumes, at: Place): readonly Cause[] {
  const paths = new Set<string>();
  return mounts.flatMap((mount, index) => {
    const here = item(at, index);
    const [name, path] = [text(mount, 'name'), text(mount, 'mountPath')];
    const causes: Cause[] = [];
    if (name === '') causes.push(required(child(here, 'name')));
    if (!volumes.has(name)) causes.push(notFound(child(here, 'name'), name));
    if (path === '') causes.push(required(child(here, 'mountPath')));
    if (paths.has(path)) causes.push(invalid(child(here, 'mountPath'), path, 'must be unique'));
    paths.add(path);
    return causes;
  });
}
