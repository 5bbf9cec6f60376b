// Files that are meant for different clusters, or one instead of the other: what they hold is never applied together.
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap } from '../../shared/model/value.ts';
import { directoryOf, joinPath } from '../workspace/path.ts';
import { uriOf } from '../workspace/snapshot.ts';
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

const identities = new WeakMap<RuleContext, ReadonlyMap<string, ReadonlySet<string>>>();

/** What each file defines, as `kind/namespace/name`. */
function identitiesByFile(ctx: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  let known = identities.get(ctx);
  if (!known) {
    const byFile = new Map<string, Set<string>>();
    for (const is of ['Service', 'Pod', 'Workload', 'Ingress'] as const) {
      for (const object of ctx.objects(is)) {
        const { kind, namespace = '', name } = object.ref;
        if (name === undefined || isUnresolved(name) || isUnresolved(namespace)) continue;
        const uri = uriOf(object);
        const set = byFile.get(uri) ?? new Set();
        byFile.set(uri, set.add(`${kind}/${namespace}/${name}`));
      }
    }
    known = byFile;
    identities.set(ctx, known);
  }
  return known;
}

const shared = new WeakMap<RuleContext, Map<string, boolean>>();

function shareObject(branch: string, otherBranch: string, ctx: RuleContext): boolean {
  let known = shared.get(ctx);
  if (!known) shared.set(ctx, (known = new Map()));
  const pair = [branch, otherBranch].sort().join('\n');
  let answer = known.get(pair);
  if (answer === undefined) known.set(pair, (answer = haveObjectInCommon(branch, otherBranch, ctx)));
  return answer;
}

function haveObjectInCommon(branch: string, otherBranch: string, ctx: RuleContext): boolean {
  const inBranch = (path: string, uri: string): boolean => uri === path || uri.startsWith(`${path}/`);
  const here = new Set<string>();
  const there = new Set<string>();
  for (const [uri, set] of identitiesByFile(ctx)) {
    if (inBranch(branch, uri)) for (const key of set) here.add(key);
    else if (inBranch(otherBranch, uri)) for (const key of set) there.add(key);
  }
  for (const key of here) if (there.has(key)) return true;
  return false;
}

/** True when the kustomization of their directory lists one of two files and not the other. */
function isBuiltApart(here: string, there: string, ctx: RuleContext): boolean {
  const directory = directoryOf(here);
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    const kustomization = ctx.snapshot.file(`${directory}/${name}`)?.documents[0]?.document.kustomization;
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
