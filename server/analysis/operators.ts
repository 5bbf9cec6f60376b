// Operators that make pods and Services without a template, and programs that label the pods they run in: which labels
// those pods have. A kept list; the settings
// `customWorkloads`, `controllerLabels` and `external.labels` add to it.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { LabelSet } from '../../shared/model/labels.ts';
import type { RuleContext } from './context.ts';
import { makesForeignPods } from './foreign.ts';
import { labelList } from './label-list.ts';

/**
 * Label keys that only an operator, or the program in the pod, writes: who asks for one of them means pods that no manifest shows. A `*` at the end
 * stands for any rest.
 * Source: the documentation of each operator.
 */
const OPERATOR_LABELS: readonly string[] = [
  // Elastic Cloud on Kubernetes.
  'elasticsearch.k8s.elastic.co/*',
  'kibana.k8s.elastic.co/*',
  'common.k8s.elastic.co/*',
  'apm.k8s.elastic.co/*',
  'agent.k8s.elastic.co/*',
  'beat.k8s.elastic.co/*',
  'logstash.k8s.elastic.co/*',
  // Kafka: Strimzi, Koperator, Confluent.
  'strimzi.io/*',
  'kafka_cr',
  'platform.confluent.io/type',
  // PostgreSQL: CloudNativePG, Zalando, Crunchy, StackGres, KubeDB.
  'cnpg.io/*',
  'spilo-role',
  'postgres-operator.crunchydata.com/*',
  'stackgres.io/*',
  'kubedb.com/*',
  'app.kubernetes.io/managed-by=kubedb.com',
  // MySQL: Oracle, Percona, Vitess, MariaDB; MongoDB.
  'mysql.oracle.com/*',
  'planetscale.com/*',
  'percona.com/*',
  'k8s.mariadb.com/*',
  'mongodb.com/*',
  // Cassandra, ScyllaDB, ClickHouse, CockroachDB, TiDB, FoundationDB.
  'cassandra.datastax.com/*',
  'scylla/cluster',
  'scylla-operator.scylladb.com/*',
  'clickhouse.altinity.com/*',
  'crdb',
  'tidb.pingcap.com/*',
  'foundationdb.org/*',
  // Redis and Dragonfly: Spotahome, OpsTree, Redis Enterprise.
  'redisfailovers-role',
  'redisfailovers.databases.spotahome.com/name',
  'redis_setup_type',
  'redis.io/cluster',
  'dragonflydb.io/*',
  // Message brokers.
  'nats_cluster',
  'rabbitmq.com/*',
  'pulsar.apache.org/*',
  // Prometheus operator, VictoriaMetrics, Grafana, Jaeger, OpenTelemetry.
  'operator.prometheus.io/*',
  'alertmanager',
  'prometheus',
  'thanos-ruler',
  'operator.victoriametrics.com/*',
  'app.kubernetes.io/managed-by=prometheus-operator',
  'app.kubernetes.io/managed-by=opentelemetry-operator',
  'app.kubernetes.io/managed-by=jaeger-operator',
  // Storage: Rook, MinIO, Longhorn.
  'rook_cluster',
  'rook_object_store',
  'rook_file_system',
  'ceph_daemon_type',
  'ceph_daemon_id',
  'mgr_role',
  'v1.min.io/*',
  'longhorn.io/*',
  // Gateways: pods that a controller makes of a Gateway.
  'gateway.networking.k8s.io/gateway-name',
  'gateway.envoyproxy.io/*',
  // Functions, workflows and machine learning.
  'serving.knative.dev/*',
  'serving.kserve.io/*',
  'seldon-deployment-id',
  'ray.io/*',
  'training.kubeflow.org/*',
  'jobset.sigs.k8s.io/*',
  'leaderworkerset.sigs.k8s.io/*',
  'spark-role',
  'sparkoperator.k8s.io/*',
  'flink.apache.org/*',
  'notebook-name',
  'workflows.argoproj.io/*',
  'tekton.dev/*',
  'actions.github.com/*',
  'actions-ephemeral-runner',
  // Virtual machines and virtual clusters.
  'kubevirt.io/*',
  'vm.kubevirt.io/*',
  'vcluster.loft.sh/*',
  // HashiCorp Vault and OpenBao, in their own pods. Source: hashicorp/vault serviceregistration/kubernetes, v1.20.
  'vault-active',
  'vault-initialized',
  'vault-perf-standby',
  'vault-sealed',
  'vault-version',
  'openbao-active',
  'openbao-initialized',
  'openbao-perf-standby',
  'openbao-sealed',
  'openbao-version',
];

const isOperators = labelList(OPERATOR_LABELS);

/** True for a selector that asks for a label which only an operator, or the program in the pod, writes. */
export function asksForOperatorLabel(selector: LabelSet): boolean {
  return (
    asksForPatroniRole(selector) ||
    Object.entries(selector).some(
      ([key, value]) => !isUnresolved(key) && (isOperators(key) || isOperators(`${key}=${value}`)),
    )
  );
}

/**
 * True for a selector that asks for what Patroni writes on its own pod as the database's role changes. Many others use the
 * key, so it counts only beside the labels by which Patroni finds its cluster.
 * Source: patroni/patroni docs/kubernetes.rst (Customize role label) and docs/yaml_configuration.rst (Kubernetes), v4.0.
 */
function asksForPatroniRole(selector: LabelSet): boolean {
  const isOfCluster = selector['cluster-name'] !== undefined || selector['application'] === 'patroni';
  return isOfCluster && PATRONI_ROLES.includes(selector['role'] ?? '');
}

/** `master` and, for its pods, `standby_leader` stood for `primary` before version 4. */
const PATRONI_ROLES: readonly string[] = ['primary', 'master', 'replica', 'standby_leader'];

/**
 * True when a controller may make the pods that a Service asks for: custom resources that make pods stand beside it, or
 * one near it has a name that the selector asks for, as operators label the pods of each resource.
 */
export function mayComeFromController(service: Service, ctx: RuleContext): boolean {
  if (ctx.hasForeignPodsBeside(service)) return true;
  const isNear = (object: KubeObject): boolean =>
    makesForeignPods(object) && ctx.nearness(service, object) !== 'elsewhere';
  const names = Object.values(service.selector ?? {}).filter((value) => value !== '');
  return names.some((name) => [...ctx.named('Other', name), ...ctx.named('Workload', name)].some(isNear));
}
