// Pod templates in custom resources, wherever operators put them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFieldPath } from '../../../shared/model/field-path.ts';
import { findPodTemplates, isCustomKind } from '../../../shared/model/pod-templates.ts';
import { readFurtherTemplates, readObject } from '../../../shared/model/read-object.ts';
import type { Value, ValueMap } from '../../../shared/model/value.ts';

const TEMPLATE: ValueMap = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web' }] },
};

describe('a pod template is found', () => {
  const cases: readonly {
    readonly name: string;
    readonly spec: ValueMap;
    readonly paths: readonly string[];
  }[] = [
    { name: 'at spec.template', spec: { template: TEMPLATE }, paths: ['spec.template'] },
    { name: 'at spec.podTemplate', spec: { podTemplate: TEMPLATE }, paths: ['spec.podTemplate'] },
    {
      name: 'twice, for a leader and its workers',
      spec: { leaderWorkerTemplate: { leaderTemplate: TEMPLATE, workerTemplate: TEMPLATE } },
      paths: ['spec.leaderWorkerTemplate.leaderTemplate', 'spec.leaderWorkerTemplate.workerTemplate'],
    },
    {
      name: 'inside the template of a Job',
      spec: { jobTemplate: { spec: { template: TEMPLATE } } },
      paths: ['spec.jobTemplate.spec.template'],
    },
    {
      name: 'in lists, with others beside it',
      spec: { replicatedJobs: [{ template: { spec: { template: TEMPLATE } } }, { name: 'none' }] },
      paths: ['spec.replicatedJobs[0].template.spec.template'],
    },
    {
      name: 'in a list of templates',
      spec: { templates: [{ template: TEMPLATE }, TEMPLATE] },
      paths: ['spec.templates[0].template', 'spec.templates[1]'],
    },
    {
      name: 'in the predictors of a model server',
      spec: { predictors: [{ componentSpecs: [TEMPLATE] }] },
      paths: ['spec.predictors[0].componentSpecs[0]'],
    },
  ];
  for (const { name, spec, paths } of cases) {
    test(name, () => {
      assert.deepEqual(findPodTemplates({ spec }).map(formatFieldPath), paths);
    });
  }
});

describe('no pod template is seen', () => {
  const cases: readonly { readonly name: string; readonly spec: Value }[] = [
    { name: 'without labels', spec: { template: { spec: TEMPLATE['spec'] ?? null } } },
    { name: 'without containers', spec: { template: { ...TEMPLATE, spec: {} } } },
    { name: 'in the pattern of a policy', spec: { rules: [{ validate: { pattern: TEMPLATE } }] } },
    { name: 'in text', spec: 'template' },
    { name: 'in null', spec: null },
  ];
  for (const { name, spec } of cases) {
    test(name, () => assert.deepEqual(findPodTemplates({ spec }), []));
  }
});

test('a custom resource is one object for each of its templates', () => {
  const first = readObject({
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name: 'web' },
    spec: { replicas: 2, leaderWorkerTemplate: { leaderTemplate: TEMPLATE, workerTemplate: TEMPLATE } },
  });
  assert.ok(first?.is === 'Workload');
  assert.equal(
    first.replicas,
    undefined,
    'how the number of groups relates to pods is the controller’s business',
  );
  const further = readFurtherTemplates(first);
  assert.deepEqual(
    further.map(({ template }) => formatFieldPath(template.path)),
    ['spec.leaderWorkerTemplate.workerTemplate'],
  );
});

test('replicas beside the template are read', () => {
  const object = readObject({
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'CloneSet',
    spec: { replicas: 3, template: TEMPLATE },
  });
  assert.ok(object?.is === 'Workload');
  assert.equal(object.replicas, 3);
  assert.deepEqual(readFurtherTemplates(object), []);
});

test('kinds of the API are never searched', () => {
  const names = ['v1 PodTemplate', 'apps/v1 Deployment', 'networking.k8s.io/v1 Ingress', 'policy/v1 X'];
  const custom = ['argoproj.io/v1alpha1 Rollout', 'v1 DeploymentConfig', 'jobset.x-k8s.io/v1alpha2 JobSet'];
  const isCustom = (name: string): boolean => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return isCustomKind({ apiVersion, kind });
  };
  assert.deepEqual(names.filter(isCustom), []);
  assert.deepEqual(custom.filter(isCustom), custom);
});
