// The pods that one object makes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isTerminal } from '../../../shared/cluster/cluster-pod.ts';
import { MAX_PODS_PER_WORKLOAD, planPods } from '../../../shared/cluster/plan-pods.ts';
import { readPodState } from '../../../shared/cluster/pod-state.ts';
import { whyNoPods, type NoPodsReason } from '../../../shared/cluster/why-no-pods.ts';
import { cluster, podText, source, workloadText } from './objects.ts';

function names(text: string): readonly string[] {
  return planPods(source(text), cluster()).map((pod) => pod.name);
}

describe('the names of pods', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['a bare pod has its own', podText('a', 'app: web'), ['a']],
    ['replicas are one by default', workloadText('Deployment', 'web'), ['web#1']],
    [
      'random names are ordinals',
      workloadText('ReplicaSet', 'web', 'replicas: 3'),
      ['web#1', 'web#2', 'web#3'],
    ],
    ['a StatefulSet counts from 0', workloadText('StatefulSet', 'db', 'replicas: 2'), ['db-0', 'db-1']],
    [
      'a StatefulSet may count from elsewhere',
      workloadText('StatefulSet', 'db', 'replicas: 2, ordinals: {start: 5}'),
      ['db-5', 'db-6'],
    ],
    [
      'OrderedReady stops at the first pod that is not ready',
      workloadText('StatefulSet', 'db', 'replicas: 3', 'sim/notReady: "1"'),
      ['db-0'],
    ],
    [
      'Parallel does not wait',
      workloadText('StatefulSet', 'db', 'replicas: 2, podManagementPolicy: Parallel', 'sim/ready: "false"'),
      ['db-0', 'db-1'],
    ],
    ['a DaemonSet has a pod per node', workloadText('DaemonSet', 'log'), ['log#1', 'log#2', 'log#3']],
    ['a Job has one pod', workloadText('Job', 'j'), ['j#1']],
    ['a Job runs what is left', workloadText('Job', 'j', 'parallelism: 3, completions: 2'), ['j#1', 'j#2']],
    [
      'a Job that has succeeded leaves all its pods',
      workloadText('Job', 'j', 'parallelism: 1, completions: 2', 'sim/phase: Succeeded'),
      ['j#1', 'j#2'],
    ],
    ['a CronJob of every minute has run', workloadText('CronJob', 'c', 'schedule: "* * * * *"'), ['c#1']],
    [
      'a pod that is being deleted has been replaced',
      workloadText('Deployment', 'web', '', 'sim/terminating: "true"'),
      ['web#1', 'web#2'],
    ],
  ];
  for (const [title, text, expected] of cases) test(title, () => assert.deepEqual(names(text), expected));
});

describe('no pods are made', () => {
  const long = 's'.repeat(53);
  const cases: readonly [string, NoPodsReason][] = [
    [workloadText('Deployment', 'web', 'replicas: 0'), 'zero-replicas'],
    [workloadText('Deployment', 'web', 'paused: true'), 'paused'],
    [workloadText('Job', 'j', 'suspend: true'), 'suspended'],
    [workloadText('Job', 'j', 'completions: 0'), 'zero-replicas'],
    [workloadText('CronJob', 'c', 'schedule: "0 3 * * *"'), 'not-fired'],
    [workloadText('CronJob', 'c', 'suspend: true, schedule: "* * * * *"'), 'suspended'],
    [workloadText('StatefulSet', long), 'name-too-long'],
    [
      workloadText('DaemonSet', 'd').replace(
        'spec: {containers: [{name: c',
        'spec: {hostNetwork: true, containers: [{name: b, image: x, ports: [{containerPort: 8080}]}, {name: c',
      ),
      'host-port-twice',
    ],
  ];
  for (const [text, reason] of cases) {
    const workload = source(text);
    test(`${workload.ref.kind}: ${reason}`, () => {
      assert.equal(workload.is === 'Workload' && whyNoPods(workload), reason);
      assert.deepEqual(names(text), []);
    });
  }
});

test('a number of replicas that is being typed is followed only so far', () => {
  assert.equal(names(workloadText('Deployment', 'web', 'replicas: 100000000')).length, MAX_PODS_PER_WORKLOAD);
});

test('controllers add their labels, owners, host names and subdomains', () => {
  const [pod] = planPods(source(workloadText('StatefulSet', 'db', 'serviceName: dbs')), cluster());
  assert.deepEqual(pod?.labels, {
    app: 'web',
    'apps.kubernetes.io/pod-index': '0',
    'controller-revision-hash': '<hash>',
    'statefulset.kubernetes.io/pod-name': 'db-0',
  });
  assert.equal(`${pod.hostname}.${pod.subdomain} ${pod.owner?.kind}`, 'db-0.dbs StatefulSet');
  const [replica] = planPods(source(workloadText('Deployment', 'web')), cluster());
  assert.deepEqual(replica?.labels, { app: 'web', 'pod-template-hash': '<hash>' });
  assert.deepEqual(replica.owner, { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-<hash>' });
  const indexed = planPods(
    source(workloadText('Job', 'j', 'completions: 1, completionMode: Indexed')),
    cluster(),
  );
  assert.equal(indexed[0]?.hostname, 'j-0');
  assert.equal(indexed[0].labels['batch.kubernetes.io/job-completion-index'], '0');
});

test('annotations set the state of pods', () => {
  const cases: readonly [Record<string, string>, number, string][] = [
    [{}, 0, 'Running ready ip'],
    [{ 'sim/ready': 'false' }, 0, 'Running ip'],
    [{ 'sim/notReady': '2' }, 1, 'Running ip'],
    [{ 'sim/notReady': '2' }, 2, 'Running ready ip'],
    [{ 'sim/notReady': 'two' }, 0, 'Running ready ip'],
    [{ 'sim/phase': 'Pending' }, 0, 'Pending'],
    [{ 'sim/phase': 'PendingIP' }, 0, 'Pending ip'],
    [{ 'sim/phase': 'Succeeded' }, 0, 'Succeeded ip terminal'],
    [{ 'sim/phase': 'Failed' }, 0, 'Failed ip terminal'],
    [{ 'sim/terminating': 'true' }, 0, 'Running ready ip terminating'],
    [{ 'sim/unscheduled': 'true' }, 0, 'Pending unschedulable'],
  ];
  for (const [annotations, index, expected] of cases) {
    const state = readPodState(annotations, index);
    const words = [
      state.phase,
      state.ready && 'ready',
      state.getsIp && 'ip',
      isTerminal(state) && 'terminal',
      state.terminating && 'terminating',
      !state.schedulable && 'unschedulable',
    ];
    assert.equal(words.filter(Boolean).join(' '), expected, JSON.stringify(annotations));
  }
});
