// Files that are meant for different clusters, or one instead of the other: what they hold is never applied together.
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap } from '../../shared/model/value.ts';
import { uriOf } from '../workspace/manifest.ts';
import { identityOf, keys } from '../workspace/object-index.ts';
import { directoryOf, joinPath } from '../workspace/path.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { RuleContext } from './context.ts';

/** Words for directories that each stand for a cluster or a stage of it. */
const ENVIRONMENT =
  /^(dev|devel|development|test|testing|tst|qa|uat|acc|acceptance|int|integration|stg|stage|staging|preprod|pre-prod|pre-production|prod|prd|production|live|sandbox|local|demo|preview|ci|e2e|minikube|kind|k3s|k3d|microk8s|docker-desktop|eks|gke|aks|aws|azure|gcp|openshift|bare-?metal|on-?prem|(cluster|env|region|site|dc)[-_]?\w*|(us|eu|ap|sa|af|me|ca)-\w+-\d\w?)$/i;

/** True for a directory name that stands for an environment: `staging`, `prod-eu`, `cluster-2`. */
function isEnvironmentName(name: string): boolean {
  return (
    ENVIRONMENT.test(name) ||
    name.split(/[-_.]/).some((part) => /^(dev|test|qa|uat|stg|staging|prod|production)$/i.test(part))
  );
}

/**
 * True when two objects stand in files that are alternatives:
 * 1. below directories of one parent of which one is named like an environment;
 * 2. below directories of one parent, or in two files of one directory, that hold the same object;
 * 3. in one directory whose kustomization builds only one of the two files.
 */
export function areAlternatives(object: KubeObject, other: KubeObject, ctx: RuleContext): boolean {
  const [here, there] = [uriOf(object), uriOf(other)];
  if (here === there) return false;
  const [hereBranch, thereBranch] = branchesOf(here, there);
  const isSameDirectory = directoryOf(here) === directoryOf(there);
  if (isSameDirectory && isBuiltApart(here, there, ctx)) return true;
  if (!isSameDirectory && [hereBranch, thereBranch].some((branch) => isEnvironmentName(lastStep(branch))))
    return true;
  return shareObject(hereBranch, thereBranch, ctx);
}

/** The two paths up to and including the first step in which they differ. */
function branchesOf(here: string, there: string): readonly [string, string] {
  const [a, b] = [here.split('/'), there.split('/')];
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return [a.slice(0, index + 1).join('/'), b.slice(0, index + 1).join('/')];
}

function lastStep(branch: string): string {
  return branch.slice(branch.lastIndexOf('/') + 1);
}

/** True when something of one kind, namespace and name stands below both. */
function shareObject(branch: string, otherBranch: string, ctx: RuleContext): boolean {
  ctx.reads.note(keys.identities);
  const here = identitiesBelow(branch, ctx.snapshot);
  const there = identitiesBelow(otherBranch, ctx.snapshot);
  for (const identity of here) if (there.has(identity)) return true;
  return false;
}

const known = new WeakMap<Snapshot, Map<string, ReadonlySet<string>>>();

/** What the files at or below a path define. */
function identitiesBelow(branch: string, snapshot: Snapshot): ReadonlySet<string> {
  let answers = known.get(snapshot);
  if (!answers) known.set(snapshot, (answers = new Map()));
  let found = answers.get(branch);
  if (!found) answers.set(branch, (found = collectIdentities(branch, snapshot)));
  return found;
}

function collectIdentities(branch: string, snapshot: Snapshot): ReadonlySet<string> {
  const found = new Set<string>();
  const own = snapshot.file(branch); // most branches are files of one directory
  for (const file of own ? [own] : snapshot.files()) {
    if (!own && !file.uri.startsWith(`${branch}/`)) continue;
    for (const object of snapshot.objectsOf(file)) found.add(identityOf(object));
  }
  found.delete('');
  return found;
}

/** True when the kustomization of their directory lists one of two files and not the other. */
function isBuiltApart(here: string, there: string, ctx: RuleContext): boolean {
  const directory = directoryOf(here);
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    const kustomization = ctx.file(`${directory}/${name}`)?.documents[0]?.document.kustomization;
    if (kustomization === undefined) continue;
    const listed = new Set(
      asList(asMap(kustomization)['resources']).flatMap((item) =>
        typeof item === 'string' ? [joinPath(directory, item)] : [],
      ),
    );
    return listed.has(here) !== listed.has(there);
  }
  return false;
}
