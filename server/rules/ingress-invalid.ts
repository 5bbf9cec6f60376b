import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { removeField, repairs, useValue } from '../analysis/api-fixes.ts';
import { convertIngress, isInCurrentForm } from '../analysis/convert-ingress.ts';
import { describeRefusal, quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** An Ingress that the API server refuses. */
export const rule = defineApiRule({
  id: 'ingress-invalid',
  summary: 'An Ingress must have the form of networking.k8s.io/v1',
  why: 'Since Kubernetes 1.22 an Ingress is only known as `networking.k8s.io/v1`: a backend is a `service` with a name and a port, and each path says its `pathType`. The API server checks hosts, paths and backends.',
  howToFix: 'Write `pathType` and `backend.service`. The quick fix converts the forms that are gone.',

  say(refusal) {
    const { object, value, path, causes } = refusal;
    const [{ message, field, reason }] = causes;
    if (reason === 'NoMatch' && isInCurrentForm(object)) {
      return t(
        'This Ingress is written in the form of networking.k8s.io/v1, but says {0}',
        object.ref.apiVersion,
      );
    }
    if (reason === 'NoMatch')
      return t(
        'Ingress of {0} is gone since Kubernetes 1.22: use networking.k8s.io/v1, where backends are written differently',
        object.ref.apiVersion,
      );
    if (message.startsWith('unknown field') && field.endsWith('serviceName'))
      return t('"serviceName" is the old form of a backend. Write "service" with a "name"');
    if (field === 'spec.backend' && message.startsWith('unknown field'))
      return t('"backend" of an Ingress is called "defaultBackend" now');
    if (message.startsWith('unknown field'))
      return t('"servicePort" is the old form of a backend. Write "service" with a "port"');
    if (message.includes('pathType must be specified'))
      return t('This path needs a pathType: Prefix, Exact or ImplementationSpecific');
    if (message.includes('must be an absolute path') && typeof value === 'string')
      return t('{0} is no path for this pathType: it starts with "/"', quoteValue(value));
    if (message.includes('must be an absolute path'))
      return t('This rule needs a "path" that starts with "/": its pathType asks for one');
    if (message.includes('resource or service backend is required'))
      return t('This backend names no Service: write "service" with its name and port');
    if (message.includes('cannot set both port name'))
      return t('A backend has the name of a Service port or its number, not both');
    if (message.includes('port name or number is required'))
      return t('This backend needs the port of the Service: its name or its number');
    if (message.includes('must be a DNS name, not an IP address'))
      return t(
        '{0} is an IP address, but a host is a DNS name. Leave it out to take all hosts',
        quoteValue(valueAt(object.raw, path)),
      );
    if (/\.(service|defaultBackend)\.name$/.test(field) && reason === 'FieldValueRequired')
      return t('This backend needs the name of a Service');
    if (field.endsWith('.service.name') && reason === 'FieldValueInvalid') {
      return t('{0} cannot be the name of a Service: {1}', quoteValue(value), reasons(refusal));
    }
    return describeRefusal(refusal);
  },

  // Clusters that still have the old version are about. What is written in the new form is refused by those too.
  isPredicted: ({ causes, object }) => causes[0].reason !== 'NoMatch' || isInCurrentForm(object),

  *fix(refusal) {
    const { object, path, causes } = refusal;
    const [{ message, field, reason }] = causes;
    const isOldForm = reason === 'NoMatch' || message.startsWith('unknown field');
    if (isOldForm) yield* convertIngress(object);
    else if (message.includes('pathType must be specified') && path.at(-2) === 'paths') {
      for (const value of ['Prefix', 'Exact', 'ImplementationSpecific']) {
        const steps = [{ type: 'set', object, path: [...path, 'pathType'], value }] as const;
        yield { title: t('Set pathType {0}', value), steps, isPreferred: value === 'Prefix' };
      }
    } else if (message.includes('must be an absolute path') && typeof refusal.value === 'string') {
      yield useValue(refusal, `/${refusal.value}`);
    } else if (message.includes('must be a DNS name') && field.endsWith('.host'))
      yield removeField(object, path);
    else yield* repairs(refusal);
  },
});
