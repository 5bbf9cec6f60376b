// The quick look at pods and pod templates: what most of them are made of.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { isConfigKey, isLabelValue, isPortName, isVariable } from './name-forms.ts';
import {
  among,
  anyFlag,
  anyText,
  anyTexts,
  areApart,
  areDistinct,
  count,
  filledListOf,
  filledText,
  isCount,
  isOf,
  label,
  listOf,
  own,
  portNumber,
  portOrName,
  structOf,
  structsOf,
  subdomain,
  textThat,
  type Form,
} from './ordinary-checks.ts';
import { isOrdinaryKey, metaFields, ordinaryLabels } from './ordinary-meta.ts';
import { ordinaryAmount, ordinaryResources } from './ordinary-resources.ts';
import { POD_FIELDS, RESOURCES } from './validate-env.ts';
import { PROTOCOLS } from './validate-ports.ts';

const variableName = textThat(isVariable);
const portOfName = textThat(isPortName);
const protocol = among(...PROTOCOLS);

const keyRef = structOf(
  { name: subdomain, key: textThat(isConfigKey), optional: anyFlag },
  { needs: ['name', 'key'] },
);

const valueFrom = structOf(
  {
    fieldRef: structOf({ apiVersion: anyText, fieldPath: among(...POD_FIELDS) }, { needs: ['fieldPath'] }),
    resourceFieldRef: structOf(
      { containerName: anyText, resource: among(...RESOURCES), divisor: among('0', '1', 0, 1) },
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

const profile = structOf({ type: among('RuntimeDefault', 'Unconfined') }, { needs: ['type'] });

/** One that needs no other privilege. */
const capability = textThat((name) => !name.includes('SYS_ADMIN'));

const containerSecurity = structOf({
  runAsUser: count,
  runAsGroup: count,
  runAsNonRoot: anyFlag,
  readOnlyRootFilesystem: anyFlag,
  privileged: among(false),
  allowPrivilegeEscalation: anyFlag,
  capabilities: structOf({ add: listOf(capability), drop: anyTexts }),
  seccompProfile: profile,
});

const podSecurity = structOf({
  runAsUser: count,
  runAsGroup: count,
  fsGroup: count,
  runAsNonRoot: anyFlag,
  supplementalGroups: listOf(count),
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

function probeThatNeeds(successes: Form): Form {
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

const commonFields: Readonly<Record<string, Form>> = {
  name: label,
  image: textThat((image) => image !== '' && image.trim() === image),
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
  holds: ({ env, volumeMounts }: ValueMap) =>
    areDistinct(structsOf(env), 'name') && areDistinct(structsOf(volumeMounts), 'mountPath'),
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

const mode = own((value) => isCount(value) && value <= 0o777);
const fileOf = structOf(
  {
    key: filledText,
    path: textThat((path) => path !== '' && !path.startsWith('/') && !path.includes('..')),
    mode,
  },
  { needs: ['key', 'path'] },
);
const files = { items: listOf(fileOf), defaultMode: mode, optional: anyFlag };

const sources: Readonly<Record<string, Form>> = {
  emptyDir: structOf({ medium: anyText, sizeLimit: ordinaryAmount }),
  configMap: structOf({ name: filledText, ...files }, { needs: ['name'] }),
  secret: structOf({ secretName: filledText, ...files }, { needs: ['secretName'] }),
  persistentVolumeClaim: structOf({ claimName: subdomain, readOnly: anyFlag }, { needs: ['claimName'] }),
  hostPath: structOf({ path: filledText, type: anyText }, { needs: ['path'] }),
};

const volume = structOf({ name: label, ...sources }, { needs: ['name'], oneOf: Object.keys(sources) });

const toleration = structOf(
  {
    key: textThat(isOrdinaryKey),
    operator: among('Exists', 'Equal'),
    value: textThat((value) => value !== '' && isLabelValue(value)),
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
    nodeName: subdomain,
    hostPID: anyFlag,
    hostIPC: anyFlag,
    priorityClassName: subdomain,
    schedulerName: anyText,
    imagePullSecrets: listOf(structOf({ name: filledText }, { needs: ['name'] })),
    tolerations: listOf(toleration),
    securityContext: podSecurity,
  },
  { needs: ['containers'] },
);

/** The spec of a pod with none but its own volumes. */
export const ordinaryPodSpec = own((value) => isOrdinaryPodSpec(value));

/** Whether the spec of a pod is ordinary. `claims` are volumes that come from elsewhere, by name. */
function isOrdinaryPodSpec(spec: Value, claims: readonly Value[] = []): boolean {
  if (!isMap(spec) || !isOf(spec, podSpec)) return false;
  const { volumes: list, containers: own, initContainers, imagePullSecrets } = spec;
  const volumes = structsOf(list);
  const containers =
    initContainers === undefined ? structsOf(own) : [...structsOf(own), ...structsOf(initContainers)];
  return (
    areDistinct(volumes, 'name') &&
    areDistinct(containers, 'name') &&
    areDistinct(structsOf(imagePullSecrets), 'name') &&
    areMounted(containers, volumes, claims) &&
    arePortsDistinct(containers)
  );
}

function areMounted(
  containers: readonly ValueMap[],
  volumes: readonly ValueMap[],
  claims: readonly Value[],
): boolean {
  for (const { volumeMounts } of containers) {
    for (const { name = '' } of structsOf(volumeMounts))
      if (!isVolume(name, volumes) && !claims.includes(name)) return false;
  }
  return true;
}

function isVolume(name: Value, volumes: readonly ValueMap[]): boolean {
  for (const volume of volumes) if (volume['name'] === name) return true;
  return false;
}

/** No two ports of a pod have one name, or one number and protocol: the server would warn. */
function arePortsDistinct(containers: readonly ValueMap[]): boolean {
  const all: ValueMap[] = [];
  for (const { ports } of containers) for (const port of structsOf(ports)) all.push(port);
  return areDistinct(all, 'name') && areApart(all, 'containerPort');
}

const templateMeta = structOf({ name: anyText, ...metaFields });

/** Whether a pod template is ordinary and its pods restart as one of these policies says; without one they always do. */
export function isOrdinaryTemplate(
  template: Value | undefined,
  restarts: readonly Value[],
  claims: readonly Value[] = [],
): boolean {
  if (!isMap(template)) return false;
  for (const key in template) if (key !== 'metadata' && key !== 'spec') return false;
  const { metadata, spec } = template;
  if (metadata !== undefined && !isOf(metadata, templateMeta)) return false;
  if (!isMap(spec)) return false;
  const { restartPolicy = 'Always' } = spec;
  return restarts.includes(restartPolicy) && isOrdinaryPodSpec(spec, claims);
}

/** Whether a selector is one of plain labels, which a template has. */
export function isOrdinarySelector(selector: Value | undefined, template: Value | undefined): boolean {
  if (!isMap(selector) || !isMap(template)) return false;
  for (const key in selector) if (key !== 'matchLabels') return false;
  const { matchLabels: wanted } = selector;
  const labels = isMap(template['metadata']) ? template['metadata']['labels'] : undefined;
  if (!isMap(labels) || !isMap(wanted) || !isOf(wanted, ordinaryLabels)) return false;
  let nWanted = 0;
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) return false;
    nWanted++;
  }
  return nWanted > 0;
}
