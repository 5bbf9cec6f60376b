import { t } from '@vscode/l10n';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import { asString, valueAt } from '../../shared/model/value.ts';
import { defineWarningRule } from '../analysis/api-warnings.ts';

/** What the API server warns of and no other rule is about. */
export const rule = defineWarningRule({
  id: 'manifest-warning',
  severity: 'hint',
  summary: 'The API server accepts the object with a warning',
  why: 'kubectl prints such warnings while it applies. The object is created, but something in it is not as it was probably meant.',
  howToFix: 'Do what the message says.',

  say({ object, text, path }) {
    if (text.includes('kubernetes.io/ingress.class'))
      return t('This annotation is deprecated: spec.ingressClassName took its place');
    if (text.includes('surprising behavior'))
      return t(
        'This name becomes part of host names, where it is no single DNS label: lower-case letters, digits and "-" are safe',
      );
    if (text.includes('hides previous definition'))
      return t('This variable stands twice in the container: only the last one counts');
    if (/(duplicate|overlapping) port definition/.test(text))
      return t(
        'This port is declared twice in the pod: the containers share one network, so only one of them can listen on it',
      );
    if (text.includes('FQDN'))
      return t('Endpoints of type FQDN are deprecated, and kube-proxy does not serve them');
    return t('The API server warns about {0}: {1}', describeRef(object.ref), withoutPath(text, path));
  },

  *fix({ object, text, path }) {
    if (!text.includes('kubernetes.io/ingress.class')) return;
    const value = asString(valueAt(object.raw, path));
    if (value === undefined) return;
    yield {
      title: t('Use ingressClassName "{0}"', value),
      steps: [
        { type: 'set', object, path: ['spec', 'ingressClassName'], value },
        { type: 'remove', object, path },
      ],
    };
  },
});

/** The server's sentence without the field that the place shows anyway. */
function withoutPath(text: string, path: FieldPath): string {
  const prefix = `${formatFieldPath(path)}: `;
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
