// Small manifests, each with what one test looks at. Every object has a name of its own: they all lie in one workspace.

/** A Service with a node port that no cluster hands out by default. */
export const nodePortOutOfRange = `apiVersion: v1
kind: Service
metadata:
  name: too-low
  namespace: suite-range
spec:
  type: NodePort
  selector:
    app: too-low
  ports:
    - port: 80
      targetPort: 8080
      nodePort: 8099
---
apiVersion: v1
kind: Pod
metadata:
  name: too-low
  namespace: suite-range
  labels:
    app: too-low
spec:
  containers:
    - name: web
      image: example.org/web
      ports:
        - containerPort: 8080
`;

/** A Service whose selector is one letter off the Pods of the Deployment beside it. */
export const selectorTypo = `apiVersion: v1
kind: Service
metadata:
  name: checkout
  namespace: suite-typo
spec:
  selector:
    app: chekout
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
  namespace: suite-typo
spec:
  replicas: 2
  selector:
    matchLabels:
      app: checkout
  template:
    metadata:
      labels:
        app: checkout
    spec:
      containers:
        - name: web
          image: example.org/web
          ports:
            - containerPort: 8080
`;

/** A Service that reaches one Pod, on port 9376. */
export const serviceOverPod = `apiVersion: v1
kind: Service
metadata:
  name: greeter
  namespace: suite-right
spec:
  selector:
    app: greeter
  ports:
    - name: http
      port: 80
      targetPort: 9376
---
apiVersion: v1
kind: Pod
metadata:
  name: greeter-pod
  namespace: suite-right
  labels:
    app: greeter
spec:
  containers:
    - name: web
      image: example.org/web
      ports:
        - containerPort: 9376
`;
