// The types of everything that a kustomization may say, down to the entries of its lists.

/** What a field may hold. Null is a field that is not set, whatever the shape. */
export type Shape =
  | 'text'
  | 'flag'
  | 'integer'
  | 'any'
  | { readonly list: Shape }
  | { readonly pairs: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

const TEXTS: Shape = { list: 'text' };
const TEXT_PAIRS: Shape = { pairs: 'text' };

const GVK = { group: 'text', version: 'text', kind: 'text' } as const;
const ID = { ...GVK, name: 'text', namespace: 'text' } as const;
const SELECTOR: Shape = { fields: { ...ID, annotationSelector: 'text', labelSelector: 'text' } };

const PATCH: Shape = {
  fields: { path: 'text', patch: 'text', target: SELECTOR, options: { pairs: 'flag' } },
};

const IMAGE: Shape = {
  fields: { name: 'text', newName: 'text', tagSuffix: 'text', newTag: 'text', digest: 'text' },
};

const LABEL: Shape = {
  fields: {
    pairs: TEXT_PAIRS,
    includeSelectors: 'flag',
    includeTemplates: 'flag',
    fields: { list: { fields: { ...GVK, path: 'text', create: 'flag' } } },
  },
};

const FIELD_OPTIONS: Shape = {
  fields: { delimiter: 'text', index: 'integer', encoding: 'text', create: 'flag' },
};

const REPLACEMENT: Shape = {
  fields: {
    path: 'text',
    source: { fields: { ...ID, fieldPath: 'text', options: FIELD_OPTIONS } },
    sourceValue: 'text', // since v5.7
    targets: {
      list: {
        fields: { select: SELECTOR, reject: { list: SELECTOR }, fieldPaths: TEXTS, options: FIELD_OPTIONS },
      },
    },
  },
};

const GENERATOR_OPTIONS: Shape = {
  fields: {
    labels: TEXT_PAIRS,
    annotations: TEXT_PAIRS,
    disableNameSuffixHash: 'flag',
    immutable: 'flag',
  },
};

const GENERATOR = {
  name: 'text',
  namespace: 'text',
  behavior: 'text',
  literals: TEXTS,
  files: TEXTS,
  envs: TEXTS,
  env: 'text',
  options: GENERATOR_OPTIONS,
} as const;

const VARIABLE: Shape = {
  fields: {
    name: 'text',
    objref: { fields: { ...ID, apiVersion: 'text' } },
    fieldref: { fields: { fieldpath: 'text' } },
  },
};

/**
 * A kustomization. What is inside Helm charts is not looked at: newer versions know more of it.
 * Source: kustomize api/types/kustomization.go Kustomization and the types of its fields, v5.5.
 */
export const KUSTOMIZATION: Shape = {
  fields: {
    apiVersion: 'text',
    kind: 'text',
    metadata: { fields: { name: 'text', namespace: 'text', labels: TEXT_PAIRS, annotations: TEXT_PAIRS } },
    openapi: TEXT_PAIRS,
    namePrefix: 'text',
    nameSuffix: 'text',
    namespace: 'text',
    commonLabels: TEXT_PAIRS,
    labels: { list: LABEL },
    commonAnnotations: TEXT_PAIRS,
    patchesStrategicMerge: TEXTS,
    patchesJson6902: { list: PATCH },
    patches: { list: PATCH },
    images: { list: IMAGE },
    imageTags: { list: IMAGE },
    replacements: { list: REPLACEMENT },
    replicas: { list: { fields: { name: 'text', count: 'integer' } } },
    vars: { list: VARIABLE },
    sortOptions: {
      fields: {
        order: 'text',
        legacySortOptions: { fields: { orderFirst: TEXTS, orderLast: TEXTS } },
      },
    },
    resources: TEXTS,
    components: TEXTS,
    crds: TEXTS,
    bases: TEXTS,
    configMapGenerator: { list: { fields: GENERATOR } },
    secretGenerator: { list: { fields: { ...GENERATOR, type: 'text' } } },
    helmGlobals: { pairs: 'any' },
    helmCharts: { list: { pairs: 'any' } },
    helmChartInflationGenerator: { list: { pairs: 'any' } },
    generatorOptions: GENERATOR_OPTIONS,
    configurations: TEXTS,
    generators: TEXTS,
    transformers: TEXTS,
    validators: TEXTS,
    buildMetadata: TEXTS,
  },
};
