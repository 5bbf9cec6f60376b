import { t } from '@vscode/l10n';
import { defineWarningRule } from '../analysis/api-warnings.ts';

/** A field of a Service that does nothing. */
export const rule = defineWarningRule({
  id: 'service-field-ignored',
  severity: 'hint',
  summary: 'A field of a Service has no effect',
  why: 'The API server stores the field, but with this type of Service nothing looks at it.',
  howToFix: 'Remove the field, or change the type of the Service.',

  say({ path, text }) {
    const field = String(path.at(-1));
    if (text.includes('headless'))
      return t('"{0}" has no effect on a headless Service, which has no address of its own', field);
    return field === 'externalName'
      ? t('externalName has no effect unless the type is ExternalName')
      : t('"{0}" has no effect on a Service of type ExternalName, which is only a DNS alias', field);
  },

  *fix({ object, path }) {
    yield {
      title: t('Remove {0}', String(path.at(-1))),
      steps: [{ type: 'remove', object, path }],
      isPreferred: true,
    };
    if (
      path.at(-1) === 'externalName' &&
      object.is === 'Service' &&
      object.type === 'ClusterIP' &&
      object.ports.length === 0
    ) {
      yield {
        title: t('Set type {0}', 'ExternalName'),
        steps: [{ type: 'set', object, path: ['spec', 'type'], value: 'ExternalName' }],
      };
    }
  },
});
