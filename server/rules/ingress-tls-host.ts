import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Ingress } from '../../shared/model/objects.ts';
import { uncoveredHosts, type UncoveredHost } from '../analysis/tls-hosts.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly ingress: Ingress;
  readonly uncovered: UncoveredHost;
}

/** Hosts of an Ingress of which only one side, rules or TLS, knows. */
export const rule = defineRule({
  id: 'ingress-tls-host',
  severity: 'information',
  summary: 'The TLS hosts of an Ingress and the hosts of its rules differ',
  why: 'A TLS entry gives a certificate to the hosts it lists. A host without a rule is not served by this Ingress; a host of a rule that no entry lists gets the default certificate of the controller, which clients refuse.',
  silentWhen: [
    'a wildcard covers the host, on either side',
    'the Ingress has no TLS, or an entry without hosts, which stands for all',
    'a rule without a host or a default backend takes all hosts',
    'a host holds text that a template has yet to fill in',
  ],
  howToFix: 'List the same hosts in `tls` and in `rules`.',
  subject: 'Ingress',

  *find(ingress) {
    for (const uncovered of uncoveredHosts(ingress)) {
      yield { at: { object: ingress, path: uncovered.path }, state: { ingress, uncovered } satisfies State };
    }
  },

  say({ uncovered: { host, side, meant, others } }) {
    if (side === 'rules') {
      return {
        message:
          others.length === 0
            ? t(
                '"{0}" is in no TLS entry of this Ingress, so clients get the default certificate of the controller for it. Add it to the hosts of one',
                host,
              )
            : t(
                '{0} are in no TLS entry of this Ingress, so clients get the default certificate of the controller for them. Add them to the hosts of one',
                [host, ...others].map((other) => `"${other}"`).join(', '),
              ),
      };
    }
    return {
      message:
        meant === undefined
          ? t('TLS host "{0}" has no rule in this Ingress, so nothing is served there', host)
          : t(
              'TLS host "{0}" has no rule in this Ingress, and "{1}", which has one, is in no TLS entry',
              host,
              meant.host,
            ),
    };
  },

  *fix({ ingress, uncovered: { path, host, meant } }) {
    if (!meant) return;
    const use = (value: string, at: FieldPath, isPreferred: boolean) => ({
      title: t('Use "{0}" on both sides', value),
      steps: [{ type: 'set', object: ingress, path: at, value } as const],
      isPreferred,
    });
    yield use(meant.host, path, true);
    yield use(host, meant.path, false);
  },
});
