// A manifest that can be written with any change that what-if can make, so that the command line can be asked the same.

/** How the manifest differs from the one that is open in the editor. */
export interface ShopChange {
  /** Further lines of the Service's spec. */
  readonly service?: readonly string[];
  readonly replicas?: number;
  /** Of the bare pods. */
  readonly one?: PodText;
  readonly two?: PodText;
  /** A pod on this node that the Service does not select: a client. */
  readonly client?: string;
}

interface PodText {
  readonly node?: string;
  /** The state that it is in, by annotation. */
  readonly state?: 'not-ready' | 'terminating';
}

/** The name of that pod; the last one, so that it leaves the addresses of the others as they are. */
export const CLIENT = 'z-client';

/** The file's name in the workspace. */
export const SHOP = 'shop.yaml';

/** Two bare pods on two nodes, and a Deployment whose pods stay on the second one. */
export function shopText({ service = [], replicas = 2, one, two, client }: ShopChange = {}): string {
  return [
    `apiVersion: v1
kind: Service
metadata:
  name: bazaar
spec:
  type: NodePort
${service.map((line) => `  ${line}\n`).join('')}  selector:
    app: bazaar
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 30180
    - name: admin
      port: 8081
      targetPort: 9000
      nodePort: 30181
`,
    podText('one', { node: 'node-1', ...one }),
    podText('two', { node: 'node-2', ...two }),
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: bazaar, kind: web }
  template:
    metadata:
      labels: { app: bazaar, kind: web }
    spec:
      nodeName: node-2
      containers:
        - name: web
          image: example.org/web
          ports:
            - name: http
              containerPort: 8080
            - containerPort: 9000
`,
    ...(client ? [podText(CLIENT, { node: client }, CLIENT)] : []),
  ].join('---\n');
}

const STATES = {
  'not-ready': 'sim/ready: "false"',
  terminating: 'sim/terminating: "true"',
};

function podText(name: string, { node = '', state }: PodText, app = 'bazaar'): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels:
    app: ${app}
${state ? `  annotations:\n    ${STATES[state]}\n` : ''}spec:
  nodeName: ${node}
  containers:
    - name: bazaar
      image: example.org/bazaar
      ports:
        - name: http
          containerPort: 8080
        - containerPort: 9000
`;
}
