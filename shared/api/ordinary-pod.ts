// The quick look at pods and pod templates: what most of them are made of.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { MAX_INT32 } from './decode-scalar.ts';
import { configMapKey, dns1123Label, dns1123Subdomain, envVarName, labelValue, portName } from './names.ts';
import {
  among,
  anyFlag,
  anyText,
  anyTexts,
  areDistinct,
  count,
  filledListOf,
  filledText,
  listOf,
  named,
  portNumber,
  structOf,
  type Ordinary,
} from './ordinary-checks.ts';
import { isOrdinaryKey, ordinaryAnnotations, ordinaryLabels } from './ordinary-meta.ts';
import { ordinaryAmount, ordinaryResources } from './ordinary-resources.ts';
import { number, structs, text } from './read.ts';
import { POD_FIELDS, RESOURCES } from './validate-env.ts';
import { PROTOCOLS } from './validate-ports.ts';

const label = named(dns1123Label);
const subdomain = named(dns1123Subdomain);

/** Names of variables as versions before 1.32 had them are good in all. */
const variableName = named((name) => envVarName(name, 0));
const portOfName = named(portName);
const portOrName: Ordinary = (value) => (typeof value === 'string' ? portOfName(value) : portNumber(value));
const protocol = among(...PROTOCOLS);

const keyRef = structOf(
  { name: subdomain, key: named(configMapKey), optional: anyFlag },
  { needs: ['name', 'key'] },
);

const valueFrom = structOf(
  {
    fieldRef: structOf({ apiVersion: anyText, fieldPath: among(...POD_FIELDS) }, { needs: ['fieldPath'] }),
    resourceFieldRef: structOf(
      { containerName: anyText, resource: among(...RESOURCES) },
      { needs: ['resource'] },
    ),
    configMapKeyRef: keyRef,
    secretKeyRef: keyRef,
  },
  { oneOf: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'] },
);

const variable = structOf(
  { name: variableName, value: anyText, valueFrom },
  { needs: ['name'], holds: ({ value, valueFrom: from }) => from === undefined || value === undefined },
);

const nameRef = structOf({ name: subdomain, optional: anyFlag }, { needs: ['name'] });
const variableSource = structOf(
  { prefix: variableName, configMapRef: nameRef, secretRef: nameRef },
  { oneOf: ['configMapRef', 'secretRef'] },
);

/** A port of the host is left to the long way: it may be taken. */
const containerPort = structOf(
  { name: portOfName, containerPort: portNumber, protocol },
  { needs: ['containerPort'] },
);

const mount = structOf(
  { name: filledText, mountPath: filledText, subPath: anyText, readOnly: anyFlag },
  { needs: ['name', 'mountPath'] },
);

const id: Ordinary = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_INT32;
const profile = structOf({ type: among('RuntimeDefault', 'Unconfined') }, { needs: ['type'] });

const containerSecurity = structOf(
  {
    runAsUser: id,
    runAsGroup: id,
    runAsNonRoot: anyFlag,
    readOnlyRootFilesystem: anyFlag,
    privileged: among(false),
    allowPrivilegeEscalation: anyFlag,
    capabilities: structOf({ drop: anyTexts }),
    seccompProfile: profile,
  },
  {},
);

const podSecurity = structOf({
  runAsUser: id,
  runAsGroup: id,
  fsGroup: id,
  runAsNonRoot: anyFlag,
  supplementalGroups: listOf(id),
  fsGroupChangePolicy: among('Always', 'OnRootMismatch'),
  seccompProfile: profile,
});

const handlers = {
  exec: structOf({ command: filledListOf(anyText) }, { needs: ['command'] }),
  httpGet: structOf(
    { path: anyText, port: portOrName, scheme: among('HTTP', 'HTTPS'), host: anyText },
    { needs: ['port'] },
  ),
  tcpSocket: structOf({ port: portOrName, host: anyText }, { needs: ['port'] }),
};
const handlerKinds = Object.keys(handlers);

function probeThatNeeds(successes: Ordinary): Ordinary {
  return structOf(
    {
      ...handlers,
      grpc: structOf({ port: portNumber, service: anyText }, { needs: ['port'] }),
      initialDelaySeconds: count,
      timeoutSeconds: count,
      periodSeconds: count,
      failureThreshold: count,
      successThreshold: successes,
    },
    { oneOf: [...handlerKinds, 'grpc'] },
  );
}

const hook = structOf(handlers, { oneOf: handlerKinds });

const commonFields: Readonly<Record<string, Ordinary>> = {
  name: label,
  image: (value) => typeof value === 'string' && value !== '' && value.trim() === value,
  imagePullPolicy: among('Always', 'IfNotPresent', 'Never'),
  command: anyTexts,
  args: anyTexts,
  workingDir: anyText,
  tty: anyFlag,
  stdin: anyFlag,
  terminationMessagePath: anyText,
  terminationMessagePolicy: among('File', 'FallbackToLogsOnError'),
  ports: listOf(containerPort),
  env: listOf(variable),
  envFrom: listOf(variableSource),
  volumeMounts: listOf(mount),
  resources: ordinaryResources,
  securityContext: containerSecurity,
};

const needed = {
  needs: ['name', 'image'],
  holds: (container: ValueMap) =>
    areDistinct(structs(container, 'env'), 'name') &&
    areDistinct(structs(container, 'volumeMounts'), 'mountPath'),
};
const initContainer = structOf(commonFields, needed);
const container = structOf(
  {
    ...commonFields,
    livenessProbe: probeThatNeeds(among(1)),
    startupProbe: probeThatNeeds(among(1)),
    readinessProbe: probeThatNeeds(count),
    lifecycle: structOf({ postStart: hook, preStop: hook }),
  },
  needed,
);

const mode: Ordinary = (value) => count(value) && Number(value) <= 0o777;
const fileOf = structOf(
  {
    key: filledText,
    path: (value) => typeof value === 'string' && value !== '' && !/^\/|\.\./.test(value),
    mode,
  },
  { needs: ['key', 'path'] },
);
const files = { items: listOf(fileOf), defaultMode: mode, optional: anyFlag };

const sources: Readonly<Record<string, Ordinary>> = {
  emptyDir: structOf({ medium: anyText, sizeLimit: ordinaryAmount }),
  configMap: structOf({ name: filledText, ...files }, { needs: ['name'] }),
  secret: structOf({ secretName: filledText, ...files }, { needs: ['secretName'] }),
  persistentVolumeClaim: structOf({ claimName: subdomain, readOnly: anyFlag }, { needs: ['claimName'] }),
  hostPath: structOf({ path: filledText, type: anyText }, { needs: ['path'] }),
};

const volume = structOf({ name: label, ...sources }, { needs: ['name'], oneOf: Object.keys(sources) });

const toleration = structOf(
  {
    key: (value) => typeof value === 'string' && isOrdinaryKey(value),
    operator: among('Exists', 'Equal'),
    value: named((value) => labelValue(value, 0)),
    effect: among('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  },
  {
    holds: ({ key, operator, value }) => (operator === 'Exists' ? value === undefined : key !== undefined),
  },
);

const podSpec = structOf(
  {
    containers: filledListOf(container),
    initContainers: listOf(initContainer),
    volumes: listOf(volume),
    restartPolicy: among('Always', 'OnFailure', 'Never'),
    dnsPolicy: among('ClusterFirst', 'ClusterFirstWithHostNet', 'Default'),
    serviceAccountName: subdomain,
    serviceAccount: subdomain,
    automountServiceAccountToken: anyFlag,
    enableServiceLinks: anyFlag,
    terminationGracePeriodSeconds: count,
    nodeSelector: ordinaryLabels,
    hostname: label,
    subdomain: label,
    priorityClassName: subdomain,
    schedulerName: anyText,
    imagePullSecrets: listOf(structOf({ name: filledText }, { needs: ['name'] })),
    tolerations: listOf(toleration),
    securityContext: podSecurity,
  },
  { needs: ['containers'] },
);

/** Whether the spec of a pod is ordinary. `claims` are volumes that come from elsewhere, by name. */
export function isOrdinaryPodSpec(spec: Value | undefined, claims: readonly string[] = []): boolean {
  if (spec === undefined || !isMap(spec) || !podSpec(spec)) return false;
  const volumes = structs(spec, 'volumes');
  const containers = [...structs(spec, 'containers'), ...structs(spec, 'initContainers')];
  return (
    areDistinct(volumes, 'name') &&
    areDistinct(containers, 'name') &&
    areDistinct(structs(spec, 'imagePullSecrets'), 'name') &&
    containers.every((each) => areMounted(each, volumes, claims)) &&
    arePortsDistinct(containers)
  );
}

function areMounted(each: ValueMap, volumes: readonly ValueMap[], claims: readonly string[]): boolean {
  return structs(each, 'volumeMounts').every((one) => {
    const name = text(one, 'name');
    return volumes.some((other) => other['name'] === name) || claims.includes(name);
  });
}

/** No two ports of a pod have one name, or one number and protocol: the server would warn. */
function arePortsDistinct(containers: readonly ValueMap[]): boolean {
  const ports = containers.flatMap((each) => structs(each, 'ports'));
  if (ports.length < 2) return true;
  const numbers = ports.map((port) => `${text(port, 'protocol') || 'TCP'}/${number(port, 'containerPort')}`);
  return areDistinct(ports, 'name') && new Set(numbers).size === ports.length;
}

const templateMeta = structOf({ name: anyText, labels: ordinaryLabels, annotations: ordinaryAnnotations });

/** Whether a pod template is ordinary and its pods restart as one of these policies says; without one they always do. */
export function isOrdinaryTemplate(
  template: Value | undefined,
  restarts: readonly string[],
  claims: readonly string[] = [],
): boolean {
  if (!isMap(template)) return false;
  for (const key in template) if (key !== 'metadata' && key !== 'spec') return false;
  const { metadata, spec } = template;
  if (metadata !== undefined && !templateMeta(metadata)) return false;
  return (
    isMap(spec) &&
    restarts.includes(text(spec, 'restartPolicy') || 'Always') &&
    isOrdinaryPodSpec(spec, claims)
  );
}

/** Whether a selector is one of plain labels, which a template has. */
export function isOrdinarySelector(selector: Value | undefined, template: Value | undefined): boolean {
  if (!isMap(selector) || !isMap(template)) return false;
  const labels = isMap(template['metadata']) ? template['metadata']['labels'] : undefined;
  const wanted = selector['matchLabels'];
  if (!isMap(labels) || !isMap(wanted) || !ordinaryLabels(wanted)) return false;
  const keys = Object.keys(wanted);
  return (
    Object.keys(selector).length === 1 && keys.length > 0 && keys.every((key) => labels[key] === wanted[key])
  );
}
