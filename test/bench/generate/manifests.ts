// Manifests as teams write them, one function a kind. What differs between two of a kind comes from the dice.
import { pick } from '../../fuzz/scan-mutants.ts';
import {
  APP_NAMES,
  ENVIRONMENTS,
  head,
  labelLines,
  prose,
  TIERS,
  times,
  type Labels,
  type Subject,
} from './pieces.ts';
import { workload } from './workload.ts';

/** A workload and the Service before its pods, as most files have them. */
export function application(subject: Subject): string {
  const { index, random } = subject;
  const labels: Labels = {
    app: `${pick(APP_NAMES, random)}-${index}`,
    tier: pick(TIERS, random),
    env: pick(ENVIRONMENTS, random),
    version: `v${1 + random(4)}`,
  };
  const { app = '', tier = '', env = '' } = labels;
  const selector: Labels = {
    app,
    ...(random(2) === 0 ? { tier } : {}),
    ...(random(5) === 0 ? { env } : {}),
  };
  const source = random(3) === 0 ? `# Source: charts/${app}/templates/all.yaml\n---\n` : '';
  return `${source}${workload(subject, labels)}---\n${service(subject, app, selector)}`;
}

/** A Service whose pods are another file's, or nobody's. */
export function lonelyService(subject: Subject): string {
  const { index, nFiles, random } = subject;
  const app = `${pick(APP_NAMES, random)}-${random(nFiles)}`;
  return service(subject, `${pick(APP_NAMES, random)}-${index}`, { app });
}

/** A Pod of its own. */
export function pod(subject: Subject): string {
  const { index, random } = subject;
  const app = `${pick(APP_NAMES, random)}-${index}`;
  return `${head('v1', 'Pod', `${app}-debug`, subject, { app, tier: pick(TIERS, random) })}spec:
  containers:
    - name: main
      image: busybox:1.${random(37)}
      command: ["sh", "-c", "while true; do sleep 3600; done"]
      ports:
        - name: http
          containerPort: 8080
`;
}

/** Configuration with a long text in it. */
export function configMap(subject: Subject): string {
  const { index, random } = subject;
  const name = `${pick(APP_NAMES, random)}-${index}-config`;
  const lines = times(
    15 + random(40),
    (n) => `    ${pick(APP_NAMES, random)}.setting.${n}=${prose(4, random)}\n`,
  );
  return `${head('v1', 'ConfigMap', name, subject, { app: name })}data:
  LOG_LEVEL: info
  application.properties: |
${lines}`;
}

/** A definition of a kind, with the schema of its fields. */
export function customResourceDefinition({ index, random }: Subject): string {
  const singular = `${pick(APP_NAMES, random)}${index}`;
  const properties = times(8 + random(12), (n) => {
    const description = `${prose(10, random)}\n                    ${prose(8, random)}`;
    return `                field${n}:
                  type: string
                  description: >-
                    ${description}
`;
  });
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${singular}s.example.com
spec:
  group: example.com
  scope: Namespaced
  names:
    plural: ${singular}s
    singular: ${singular}
    kind: ${singular.charAt(0).toUpperCase()}${singular.slice(1)}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${properties}`;
}

/** An Ingress that sends to Services of other files. */
export function ingress(subject: Subject): string {
  const { index, nFiles, random } = subject;
  const annotations = '  annotations:\n    cert-manager.io/cluster-issuer: letsencrypt\n';
  const rules = times(1 + random(5), (n) => {
    const port = random(2) === 0 ? 'number: 80' : 'name: http';
    return `    - host: ${pick(APP_NAMES, random)}-${n}.example.com
      http:
        paths:
          - path: /${pick(APP_NAMES, random)}
            pathType: Prefix
            backend:
              service:
                name: ${pick(APP_NAMES, random)}-${random(nFiles)}
                port:
                  ${port}
`;
  });
  const name = `ingress-${index}`;
  return `${head('networking.k8s.io/v1', 'Ingress', name, subject, { app: name }, annotations)}spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - www.example.com
      secretName: tls-${index}
  rules:
${rules}`;
}

/** A Role and who has it. */
export function accessRules(subject: Subject): string {
  const { index, namespace, random } = subject;
  const [role, binding] = [`role-${index}`, `binding-${index}`];
  const api = 'rbac.authorization.k8s.io/v1';
  return `${head(api, 'Role', role, subject, { app: role })}rules:
  - apiGroups: [""]
    resources: ["pods", "services", "configmaps"]
    verbs: ["get", "list", "watch"]
  - apiGroups: ["apps"]
    resources: ["deployments"]
    verbs: ["*"]
---
${head(api, 'RoleBinding', binding, subject, { app: role })}roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ${role}
subjects:
  - kind: ServiceAccount
    name: ${pick(APP_NAMES, random)}-${index}
    namespace: ${namespace}
`;
}

/** Endpoints as a controller would have written them. */
export function endpointSlice(subject: Subject): string {
  const { index, namespace, nFiles, random } = subject;
  const labels = { 'kubernetes.io/service-name': `${pick(APP_NAMES, random)}-${index}` };
  const endpoints = times(2 + random(10), (n) => {
    const name = `${pick(APP_NAMES, random)}-${random(nFiles)}-${n}`;
    return `  - addresses:
      - 10.${random(256)}.${random(256)}.${random(256)}
    conditions:
      ready: ${random(10) > 0}
    targetRef: { kind: Pod, name: ${name}, namespace: ${namespace} }
`;
  });
  return `${head('discovery.k8s.io/v1', 'EndpointSlice', `slice-${index}`, subject, labels)}addressType: IPv4
ports:
  - name: http
    port: 8080
    protocol: TCP
endpoints:
${endpoints}`;
}

function service(subject: Subject, name: string, selector: Labels): string {
  const { random } = subject;
  const type = pick(['ClusterIP', 'ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer'], random);
  const labels = { app: name, 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'kustomize' };
  const annotations =
    random(5) < 2
      ? `  annotations:\n    prometheus.io/scrape: "true"\n    description: ${prose(8, random)}\n`
      : '';
  const metrics = random(3) === 0 ? '    - name: metrics\n      port: 9090\n      targetPort: metrics\n' : '';
  return `${head('v1', 'Service', name, subject, labels, annotations)}spec:
  type: ${type}
  selector:
${labelLines(selector, '    ')}  ports:
    - name: http
      protocol: TCP
      port: 80
      targetPort: ${random(2) === 0 ? 'http' : 8080}
${metrics}`;
}
