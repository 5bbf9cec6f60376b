import { t } from '@vscode/l10n';
import { defineWarningRule } from '../analysis/api-warnings.ts';

/** Fields and kinds that Kubernetes is giving up. */
export const rule = defineWarningRule({
  id: 'service-deprecated',
  severity: 'hint',
  summary: 'A field or kind about Services is deprecated',
  why: 'It still works, but the API server warns of it with each apply, and a later version may drop it.',
  howToFix:
    'Use what took its place: EndpointSlices for Endpoints, PreferSameZone for PreferClose, the annotation `topology-mode` for `topology-aware-hints`.',

  say({ object, text, path }) {
    if (object.ref.kind === 'Endpoints')
      return t(
        'Endpoints are deprecated since Kubernetes 1.33. An EndpointSlice with the label kubernetes.io/service-name takes their place',
      );
    if (text.includes('PreferClose'))
      return t('PreferClose is deprecated since Kubernetes 1.35: PreferSameZone means the same');
    if (text.includes('externalIPs'))
      return t(
        'externalIPs are deprecated: some clusters no longer serve them. Use a Service of type LoadBalancer',
      );
    if (text.includes('topology-aware-hints'))
      return t('This annotation is deprecated: service.kubernetes.io/topology-mode took its place');
    return t('"{0}" is deprecated', String(path.at(-1)));
  },

  *fix({ object, text, path }) {
    if (text.includes('PreferClose')) {
      const steps = [{ type: 'set', object, path, value: 'PreferSameZone' }] as const;
      yield { title: t('Use PreferSameZone'), steps, isPreferred: true };
    } else if (text.includes('topology-aware-hints') && !Object.hasOwn(object.annotations, TOPOLOGY_MODE)) {
      yield {
        title: t('Use the annotation topology-mode'),
        steps: [{ type: 'rename', object, path, key: TOPOLOGY_MODE }],
        isPreferred: true,
      };
    }
  },
});

const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
