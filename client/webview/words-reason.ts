// Why requests and pods go without each other, in the user's language.
import * as l10n from '@vscode/l10n';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import type { End, EndReason, FieldRef } from '../../shared/traffic/hop.ts';
import type { Exclusion } from '../../shared/traffic/trace.ts';

/** Why a pod gets nothing. */
export function exclusionText({ reason, portName = '' }: Pick<Exclusion, 'reason' | 'portName'>): string {
  switch (reason) {
    case 'not-ready':
      return l10n.t('not ready');
    case 'terminating':
      return l10n.t('terminating, and ready pods are there');
    case 'no-longer-ready':
      return l10n.t('terminating, and so no longer ready');
    case 'terminal':
      return l10n.t('the pod has ended');
    case 'no-ip':
      return l10n.t('the pod has no address yet');
    case 'other-node':
      return l10n.t('on another node, and the traffic policy is Local');
    case 'other-zone':
      return l10n.t('hinted for another zone or node');
    case 'other-family':
      return l10n.t('has no address of the family that the Service has');
    case 'other-pod':
      return l10n.t('the name that was asked for is that of another pod');
    case 'source-range':
      return l10n.t('the source ranges of the load balancer let no client in');
    case 'no-named-port':
      return l10n.t('no container port is named "{0}"', portName);
    case 'wrong-protocol':
      return l10n.t('port "{0}" has another protocol', portName);
    case 'init-container':
      return l10n.t('port "{0}" belongs to an init container, which has ended', portName);
    case 'not-in-slices':
      return l10n.t('port "{0}" belongs to a sidecar, which is not looked at before 1.33', portName);
  }
}

/** How requests ended without an answer, and why. */
export function endText({ outcome, reason, httpStatus }: End): string {
  const why = reasonText(reason);
  if (httpStatus !== undefined) {
    return reason.code === 'fails-health-check'
      ? l10n.t('kube-proxy answers {0}: {1}', httpStatus, why)
      : l10n.t('the Ingress controller answers {0}: {1}', httpStatus, why);
  }
  switch (outcome) {
    case 'refused':
      return l10n.t('refused: {0}', why);
    case 'dropped':
      return l10n.t('dropped without an answer: {0}', why);
    case 'unresolved':
      return l10n.t('never sent: {0}', why);
  }
}

/** `spec.selector of Service shop/web`. */
export function fieldText({ kind, namespace, name, field }: FieldRef): string {
  return l10n.t('{0} of {1}', formatFieldPath(field), `${kind} ${namespace}/${name}`);
}

/** Why a request ended, without how. */
function reasonText(reason: EndReason): string {
  switch (reason.code) {
    case 'no-such-name':
      return reason.elsewhere.length > 0
        ? l10n.t('no name {0}; a Service of that name is in {1}', reason.name, reason.elsewhere.join(', '))
        : l10n.t('no name {0}', reason.name);
    case 'alias-of-nothing':
      return l10n.t('{0} is an alias of {1}, which does not exist', reason.name, reason.target);
    case 'alias-loop':
      return l10n.t('{0} is an alias that leads over {1} round in a circle', reason.name, reason.target);
    case 'headless-empty':
      return l10n.t('{0} is headless and has no ready pod, so that its name does not exist', reason.name);
    case 'asks-elsewhere':
      return l10n.t('{0} is a name of the DNS of the cluster, which nobody outside asks', reason.name);
    case 'no-such-port':
      return l10n.t('the Service has no port {0}', reason.port);
    case 'port-needed':
      return l10n.t('a port is needed');
    case 'no-such-service':
      return l10n.t('no Service {0}', `${reason.namespace}/${reason.name}`);
    case 'no-such-node':
      return l10n.t('no node {0}', reason.name);
    case 'no-such-pod':
      return l10n.t('no running pod {0}', `${reason.namespace}/${reason.name}`);
    case 'no-such-family':
      return l10n.t('the client has no address of the family of {0}', reason.address);
    case 'not-routed':
      return l10n.t('{0} can be reached from inside the cluster only', reason.address);
    case 'unknown-address':
      return l10n.t('nothing here has the address {0}', reason.address);
    case 'other-proxy':
      return l10n.t('the label {0} hands the Service to another proxy', reason.label);
    case 'no-load-balancer':
      return l10n.t('a Service of type {0} has no load balancer', reason.type);
    case 'no-healthy-node':
      return l10n.t('the load balancer finds no node with a ready pod');
    case 'fails-health-check':
      return l10n.t('{0} has no ready pod of the Service, so that load balancers leave it out', reason.node);
    case 'source-range':
      return l10n.t('{0} is in none of the ranges that may use the load balancer', reason.address);
    case 'port-closed':
      return l10n.t('nothing listens on port {0} of the node', reason.port);
    default:
      return lateReasonText(reason);
  }
}

type EarlyCode =
  | 'no-such-name'
  | 'alias-of-nothing'
  | 'alias-loop'
  | 'headless-empty'
  | 'asks-elsewhere'
  | 'no-such-port'
  | 'port-needed'
  | 'no-such-service'
  | 'no-such-node'
  | 'no-such-pod'
  | 'no-such-family'
  | 'not-routed'
  | 'unknown-address'
  | 'other-proxy'
  | 'no-load-balancer'
  | 'no-healthy-node'
  | 'fails-health-check'
  | 'source-range'
  | 'port-closed';

/** Reasons met at the Service or behind it. */
function lateReasonText(reason: Exclude<EndReason, { readonly code: EarlyCode }>): string {
  switch (reason.code) {
    case 'no-endpoints':
      return reason.nExcluded > 0
        ? l10n.t('none of the pods of the Service can be used')
        : l10n.t('the Service has no endpoint');
    case 'no-local-endpoints':
      return reason.policy === 'internal'
        ? l10n.t('the internal traffic policy is Local and {0} has no ready pod', reason.node)
        : l10n.t('the external traffic policy is Local and {0} has no ready pod', reason.node);
    case 'reply-lost':
      return l10n.t(
        'IPVS on {0} sends the request to a pod elsewhere, whose answer comes from an address that the client did not call',
        reason.node,
      );
    case 'not-listening':
      return reason.isHeadless
        ? l10n.t(
            'nothing in the pod is known to listen on port {0}; a headless Service translates no ports',
            reason.port,
          )
        : l10n.t('nothing in the pod is known to listen on port {0}', reason.port);
    case 'refuses':
      return l10n.t('the pod refuses connections');
    case 'gone':
      return l10n.t('the pod is gone');
    case 'no-rule':
      return noRuleText(reason);
    case 'bad-backend':
      return backendText(reason);
  }
}

function noRuleText({ why, host, path }: Extract<EndReason, { code: 'no-rule' }>): string {
  switch (why) {
    case 'no-ingress':
      return l10n.t('there is no Ingress');
    case 'no-host':
      return l10n.t('no rule is for the host {0}, and there is no default backend', host);
    default:
      return l10n.t('no path for {0} matches {1}, and there is no default backend', host, path);
  }
}

function backendText({ fault, service, port }: Extract<EndReason, { code: 'bad-backend' }>): string {
  switch (fault) {
    case 'no-service':
      return l10n.t('the Service {0} does not exist in the namespace of the Ingress', service);
    case 'no-port':
      return l10n.t('the Service {0} has no port {1}', service, port ?? '');
    case 'no-service-named':
      return l10n.t('the backend names no Service');
  }
}
