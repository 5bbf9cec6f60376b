// Why requests and pods of a trace went without each other, in words, and what happened meanwhile.
import { formatFieldPath } from '../model/field-path.ts';
import type { End, EndReason, FieldRef } from '../traffic/hop.ts';
import type { PodEvent } from '../traffic/scenario.ts';
import type { Exclusion } from '../traffic/trace.ts';

/** Why requests got no answer, and which field would change it. */
export function explainEnd({ outcome, reason, httpStatus, fixes }: End): string {
  const speaker = reason.code === 'fails-health-check' ? 'kube-proxy' : 'the Ingress controller';
  const status = httpStatus === undefined ? WORD[outcome] : `HTTP ${httpStatus} from ${speaker}`;
  const fix = fixes.length > 0 ? `; see ${fixes.map(describeField).join(' or ')}` : '';
  return `${status}: ${explainReason(reason)}${fix}`;
}

const WORD: Readonly<Record<End['outcome'], string>> = {
  refused: 'refused (REJECT)',
  dropped: 'dropped (no answer)',
  unresolved: 'never sent',
};

/** `spec.selector of Service default/web`. */
function describeField({ kind, namespace, name, field }: FieldRef): string {
  return `${formatFieldPath(field)} of ${kind} ${namespace}/${name}`;
}

function explainReason(reason: EndReason): string {
  switch (reason.code) {
    case 'no-such-name': {
      const there = reason.elsewhere.map((namespace) => `namespace ${namespace}`).join(', ');
      return `no name ${reason.name}${there ? `; a Service of that name is in ${there}` : ''}`;
    }
    case 'alias-of-nothing':
      return `${reason.name} is an alias of ${reason.target}, which does not exist`;
    case 'alias-loop':
      return `${reason.name} is an alias that leads over ${reason.target} round in a circle, to no address`;
    case 'headless-empty':
      return `the headless Service ${reason.namespace}/${reason.name} has no ready pod, so that its name does not exist`;
    case 'asks-elsewhere':
      return `${reason.name} is a name of the cluster's DNS, which nobody outside asks; use a node, lb/NAME or an Ingress host`;
    case 'no-such-port':
      return `the Service has no port ${reason.port}${reason.ports.length > 0 ? `, only ${reason.ports.join(', ')}` : ''}`;
    case 'port-needed':
      return `a port is needed${reason.ports.length > 0 ? `: ${reason.ports.join(', ')}` : ''}`;
    case 'no-such-service':
      return `no Service ${reason.namespace}/${reason.name}`;
    case 'no-such-node':
      return `no node ${reason.name}`;
    case 'no-such-pod':
      return `no running pod ${reason.namespace}/${reason.name}`;
    case 'no-such-family':
      return `the client has no address of the family of ${reason.address}`;
    case 'not-routed':
      return `${reason.address} can be reached from inside the cluster only`;
    case 'unknown-address':
      return `nothing here has the address ${reason.address}`;
    case 'other-proxy':
      return `the label ${reason.label} hands the Service to another proxy`;
    case 'no-load-balancer':
      return `a Service of type ${reason.type} has no load balancer`;
    case 'no-healthy-node':
      return 'the load balancer finds no node with a ready pod';
    case 'fails-health-check':
      return `${reason.node} has no ready pod of the Service, so that load balancers leave it out`;
    case 'source-range':
      return `${reason.address} is in none of the ranges that may use the load balancer (${reason.ranges.join(', ')})`;
    case 'port-closed':
      return `nothing listens on port ${reason.port} of the node`;
    case 'no-endpoints':
      return `the Service has no usable endpoint${reason.nExcluded > 0 ? `, of ${reason.nExcluded}` : ''}`;
    case 'no-local-endpoints':
      return `the ${reason.policy} traffic policy is Local and ${reason.node} has no ready pod`;
    case 'reply-lost':
      return `IPVS on ${reason.node} sends the request to a pod elsewhere, whose answer comes from an address that the client did not call`;
    case 'not-listening':
      return `nothing in the pod is known to listen on port ${reason.port}, only on ${reason.declared.join(', ')}${reason.isHeadless ? '; a headless Service translates no ports' : ''}`;
    case 'refuses':
      return 'the pod is an endpoint and refuses connections: its readiness has yet to say so';
    case 'gone':
      return 'the pod is gone';
    case 'no-rule':
      return explainNoRule(reason);
    case 'bad-backend':
      return explainBackend(reason);
  }
}

function explainNoRule({ why, host, path }: Extract<EndReason, { code: 'no-rule' }>): string {
  if (why === 'no-ingress') return 'there is no Ingress';
  const what =
    why === 'no-host'
      ? `no rule is for the host ${host}`
      : `the rules for ${host} have no path that matches ${path}`;
  return `${what}, and there is no default backend`;
}

function explainBackend({ fault, service, port }: Extract<EndReason, { code: 'bad-backend' }>): string {
  switch (fault) {
    case 'no-service':
      return `the Service ${service} does not exist in the namespace of the Ingress`;
    case 'no-port':
      return `the Service ${service} has no port ${port ?? ''}`;
    case 'no-service-named':
      return 'the backend names no Service';
  }
}

/** Why a pod gets nothing. */
export function explainExclusion({ reason, portName }: Exclusion): string {
  switch (reason) {
    case 'not-ready':
      return 'not ready';
    case 'terminating':
      return 'terminating, and others are ready';
    case 'no-longer-ready':
      return 'terminating, and so no longer ready';
    case 'terminal':
      return 'has run to its end';
    case 'no-ip':
      return 'has no address yet';
    case 'other-node':
      return 'on another node, and the traffic policy is Local';
    case 'other-zone':
      return 'hinted for another zone or node';
    case 'other-family':
      return "has no address of the Service's family";
    case 'other-pod':
      return 'the name that was asked for is that of another pod';
    case 'source-range':
      return 'the source ranges of the load balancer let no client in';
    case 'no-named-port':
      return `has no container port named ${portName ?? ''}`.trimEnd();
    case 'wrong-protocol':
      return `its port ${portName ?? ''} has another protocol`;
    case 'init-container':
      return `only an init container has a port named ${portName ?? ''}`;
    case 'not-in-slices':
      return `a sidecar's port ${portName ?? ''} is not looked at before 1.33`;
  }
}

/** `web#1 turns not ready`. */
export function describeEvent(event: PodEvent): string {
  switch (event.kind) {
    case 'ready':
      return `${event.pod.name} turns ready`;
    case 'not-ready':
      return `${event.pod.name} turns not ready`;
    case 'terminating':
      return `${event.pod.name} is being deleted`;
    case 'removed':
      return `${event.pod.name} is gone`;
    case 'refuses':
      return `${event.pod.name} refuses connections`;
    case 'accepts':
      return `${event.pod.name} accepts connections again`;
    case 'slow':
      return `connections to ${event.pod.name} last ${event.factor === 1 ? 'as long as ever' : `${event.factor} times as long`}`;
    case 'added':
      return `${event.name} is added`;
  }
}
