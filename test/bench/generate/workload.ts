// Workloads as teams write them: environment, probes, limits, volumes.
import { pick, type Random } from '../../fuzz/scan-mutants.ts';
import { APP_NAMES, head, labelLines, prose, times, type Labels, type Subject } from './pieces.ts';

/** A Deployment, StatefulSet or DaemonSet of a server, at times with a sidecar. */
export function workload(subject: Subject, labels: Labels): string {
  const { namespace, random } = subject;
  const { app = '', tier = '' } = labels;
  const kind = random(7) > 0 ? 'Deployment' : pick(['StatefulSet', 'DaemonSet'], random);
  const replicas = kind === 'DaemonSet' ? '' : `  replicas: ${1 + random(6)}\n`;
  const serviceName = kind === 'StatefulSet' ? `  serviceName: ${app}\n` : '';
  const image = `registry.example.com/${namespace}/${app}:v${random(9)}.${random(30)}.${random(30)}`;
  return `${head('apps/v1', kind, app, subject, labels)}spec:
${replicas}${serviceName}  selector:
    matchLabels:
      app: ${app}
      tier: ${tier}
  template:
    metadata:
      labels:
${labelLines(labels, '        ')}      annotations:
        sidecar.istio.io/inject: "${random(2) === 0}"
    spec:
      serviceAccountName: ${app}
      # ${prose(10, random)}
      containers:
        - name: server
          image: ${image}
          imagePullPolicy: IfNotPresent
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9090
          env:
${environment(app, namespace, random)}${probesAndLimits(app, random)}${random(3) === 0 ? sidecar(random) : ''}      volumes:
        - name: config
          configMap:
            name: ${app}-config
`;
}

function environment(app: string, namespace: string, random: Random): string {
  return times(2 + random(10), (n) => {
    if (random(10) < 3) {
      return `            - name: SECRET_${n}
              valueFrom:
                secretKeyRef:
                  name: ${app}-secret
                  key: key${n}
`;
    }
    const address = `${pick(APP_NAMES, random)}.${namespace}.svc.cluster.local:${8000 + random(1000)}`;
    return `            - name: ${pick(APP_NAMES, random).toUpperCase()}_ADDRESS_${n}
              value: "${address}"
`;
  });
}

function probesAndLimits(app: string, random: Random): string {
  return `          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            initialDelaySeconds: ${5 + random(20)}
          livenessProbe:
            tcpSocket:
              port: 8080
            periodSeconds: 10
          resources:
            requests: { cpu: ${100 + random(400)}m, memory: ${64 + random(400)}Mi }
            limits:
              cpu: ${500 + random(500)}m
              memory: ${512 + random(512)}Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: ["ALL"]
          volumeMounts:
            - name: config
              mountPath: /etc/${app}
              readOnly: true
`;
}

function sidecar(random: Random): string {
  return `        - name: sidecar
          image: registry.example.com/mesh/proxy:1.${random(20)}
          args:
            - proxy
            - --log-level=info
            - "--concurrency=${1 + random(4)}"
          ports:
            - containerPort: 15090
`;
}
