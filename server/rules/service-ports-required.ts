import { t } from '@vscode/l10n';
import { declaredPorts } from '../analysis/declared-ports.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { selectionOf } from '../analysis/selection.ts';

/** A Service without ports. */
export const rule = defineApiRule({
  id: 'service-ports-required',
  summary: 'A Service needs at least one port',
  why: 'A Service with an address of its own forwards ports. The API server refuses one that lists none.',
  silentWhen: [
    'the Service is headless (`clusterIP: None`) or of type ExternalName: they may go without ports',
  ],
  howToFix:
    'List the ports that clients use. `targetPort` is where the pods listen, when that is another number.',

  say: () => t('This Service has no ports, so it could forward nothing. List at least one'),

  *fix({ object }, ctx) {
    const path = ['spec', 'ports'];
    const source = object.is === 'Service' ? selectionOf(object, ctx).nearest[0] : undefined;
    const declared = source ? declaredPorts(source) : [];
    for (const { number } of declared.slice(0, 3)) {
      const steps = [{ type: 'append', object, path, item: { port: number } }] as const;
      yield {
        title: t('Add port {0}, which the pods declare', number),
        steps,
        isPreferred: declared.length === 1,
      };
    }
    if (declared.length === 0) {
      yield { title: t('Add port {0}', 80), steps: [{ type: 'append', object, path, item: { port: 80 } }] };
    }
  },
});
