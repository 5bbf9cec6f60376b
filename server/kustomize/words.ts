// Problems and unknown parts as sentences.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KustomizeProblem, UnknownPart } from './problems.ts';

/** What is wrong, in a sentence without a final dot. */
export function describeProblem(problem: KustomizeProblem): string {
  return (
    describeFile(problem) ?? describeObject(problem) ?? describePatch(problem) ?? describeReplacement(problem)
  );
}

/** About files and the kustomization itself. */
function describeFile({ kind, what, path }: KustomizeProblem): string | undefined {
  switch (kind) {
    case 'no-kustomization':
      return t('There is no kustomization in this directory');
    case 'several-kustomizations':
      return t('The directory has more than one kustomization, which kustomize refuses');
    case 'unreadable':
      return t('"{0}" cannot be read: its YAML is broken', what);
    case 'kustomization-empty':
      return t('The kustomization is empty, which kustomize refuses');
    case 'unknown-field':
      return path.length > 1
        ? t('There is no field "{0}" in "{1}", so kustomize refuses it', what, holderOf(path))
        : t('A kustomization has no field "{0}", so kustomize refuses it', what);
    case 'wrong-type':
      return t('The field "{0}" is of the wrong type', what);
    case 'no-text':
      return t('The field "{0}" takes text only: write the value in quotes', what);
    case 'wrong-kind':
      return t('"{0}" is neither the kind nor the version of a kustomization', what);
    case 'missing-file':
    case 'missing-data':
      return t('There is no file or directory "{0}"', what);
    case 'outside-root':
      return t(
        '"{0}" lies outside the directory of the kustomization, where kustomize reads no files unless told to by --load-restrictor',
        what,
      );
    case 'cycle':
      return t('The kustomization includes itself');
    case 'component-as-resource':
      return t('This is a component: list it under components, not under resources');
    case 'not-a-component':
      return t('This is not a component: list it under resources, not under components');
    default:
      return undefined;
  }
}

/** The field whose value, or whose entry, a field stands in. */
function holderOf(path: FieldPath): string {
  return path.slice(0, -1).findLast((step) => typeof step === 'string') ?? '';
}

/** About the objects that are gathered. */
function describeObject({ kind, what }: KustomizeProblem): string | undefined {
  switch (kind) {
    case 'no-objects':
      return t('The file holds something that is no Kubernetes object');
    case 'no-name':
      return t('A {0} in this file has no name, which kustomize refuses', what);
    case 'duplicate-id':
      return t('{0} is there twice, which kustomize refuses', what);
    case 'reference-ambiguous':
      return t('"{0}" could mean several objects, so kustomize refuses it', what);
    case 'generator-conflict':
      return t('There is no {0} to merge with or to replace', what);
    case 'pair-unreadable':
      return t('"{0}" must be written as key=value', what);
    case 'key-twice':
      return t('The key "{0}" is there twice, which kustomize refuses', what);
    case 'sort-order':
      return t('The order of sortOptions must be "fifo" or "legacy"');
    case 'sort-legacy':
      return t('legacySortOptions are only for the order "legacy"');
    case 'replicas-no-match':
      return t('Nothing here that has replicas is called "{0}"', what);
    case 'var-no-match':
      return t('The variable "{0}" names an object or a field that is not there', what);
    default:
      return undefined;
  }
}

function describePatch({ kind, what }: KustomizeProblem): string | undefined {
  switch (kind) {
    case 'patch-empty':
      return t('The patch is empty');
    case 'patch-and-path':
      return t('Either patch or path may be set, not both');
    case 'patch-unreadable':
      return t('This is neither an object nor a JSON patch');
    case 'patch-incomplete':
      return t('A patch needs a kind and a name, even if a target says what it changes');
    case 'patch-not-json':
      return t('patchesJson6902 takes JSON patches only: write this one under patches');
    case 'patch-needs-name':
      return t('A target under patchesJson6902 needs a name');
    case 'patch-no-match':
      return t('There is no {0} that this patch could change', what);
    case 'patch-many-matches':
      return t('There are several {0} that this patch could change', what);
    case 'patch-target-no-match':
      return t('The target selects nothing: there is no {0}', what);
    case 'patch-needs-target':
      return t('A JSON patch needs a target');
    case 'patch-several-documents':
      return t('A patch with a target may hold one document only');
    case 'patch-failed':
      return t('The patch does not fit what it changes: {0}', what);
    case 'bad-regex':
      return t('"{0}" is not a regular expression', what);
    default:
      return undefined;
  }
}

function describeReplacement({ kind, what }: KustomizeProblem): string {
  switch (kind) {
    case 'replacement-incomplete':
      return t('A replacement needs either a source or a sourceValue, and at least one target');
    case 'replacement-no-source':
      return t('There is no {0} to take the value from', what);
    case 'replacement-many-sources':
      return t('There are several {0} to take the value from', what);
    default:
      return t('There is no field "{0}"', what);
  }
}

/** Why a part is not known, in a sentence without a final dot. */
export function describeUnknown({ kind, what }: UnknownPart): string {
  switch (kind) {
    case 'remote':
      return t('"{0}" is fetched from elsewhere, so what it brings is not known', what);
    case 'helm':
      return t('The chart "{0}" is not rendered, so what it brings is not known', what);
    case 'generator':
      return t('The generator "{0}" is not run, so what it makes is not known', what);
    case 'transformer':
      return t('The transformer {0} is not run, so what it changes is not known', what);
    case 'openapi':
      return t(
        'The schema "{0}" is not read, so lists of custom resources may be merged in another way',
        what,
      );
  }
}
