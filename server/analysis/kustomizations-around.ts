// The kustomizations that most likely build an object: those of its own directory and of the two above.
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap, asString, isMap, type ValueMap } from '../../shared/model/value.ts';
import { kustomizationFilesOf } from '../kustomize/kustomization.ts';
import { uriOf } from '../workspace/manifest.ts';
import { directoryOf } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';
import { once } from './reads.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const N_DIRECTORIES = 3;

/** The kustomizations of an object's directory and of the two above, nearest first. */
export function kustomizationsAround(object: KubeObject, ctx: RuleContext): readonly ValueMap[] {
  return kustomizationsFrom(directoryOf(uriOf(object)), ctx).map(({ value }) => value);
}

/** True for a file that a kustomization of its directory, or of the two above, lists among its resources. */
export function isKustomizeResource(uri: string, ctx: RuleContext): boolean {
  return kustomizationsFrom(directoryOf(uri), ctx).some((kustomization) =>
    kustomizationFilesOf(kustomization.uri, kustomization.value).some(
      (file) => file.role === 'resource' && file.uri === uri,
    ),
  );
}

interface FoundKustomization {
  readonly uri: string;
  readonly value: ValueMap;
}

const kustomizationsFrom = once((start: string, ctx: RuleContext): readonly FoundKustomization[] => {
  const found: FoundKustomization[] = [];
  let directory = start;
  for (let nLooked = 0; nLooked < N_DIRECTORIES; nLooked++, directory = directoryOf(directory)) {
    for (const name of NAMES) {
      const uri = `${directory}/${name}`;
      const value = ctx.file(uri)?.documents[0]?.document.kustomization;
      if (isMap(value)) found.push({ uri, value });
    }
    if (directory === '') break;
  }
  return found;
});

/** True when the kustomization gives names another beginning or end, so that a name may stand for another. */
export function changesNames(kustomization: ValueMap): boolean {
  return Boolean(asString(kustomization['namePrefix']) ?? asString(kustomization['nameSuffix']));
}

/** True when the kustomization adds labels to selectors, also to Services that have none. */
export function addsToSelectors(kustomization: ValueMap): boolean {
  return (
    isMap(kustomization['commonLabels']) ||
    asList(kustomization['labels']).some((entry) => asMap(entry)['includeSelectors'] === true)
  );
}

const REMOTE = /:\/\/|^(?:github\.com|git@|git::)|\?ref=/;

/** True when the kustomization builds objects that no file here shows: charts, generators, resources from elsewhere. */
export function bringsMore(kustomization: ValueMap): boolean {
  const listed = [...asList(kustomization['resources']), ...asList(kustomization['bases'])];
  return (
    asList(kustomization['helmCharts']).length > 0 ||
    asList(kustomization['generators']).length > 0 ||
    listed.some((item) => typeof item === 'string' && REMOTE.test(item))
  );
}
