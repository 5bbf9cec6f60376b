import { t } from '@vscode/l10n';
import { isAtLeast } from '../../shared/cluster/cluster-options.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { OtherObject } from '../../shared/model/objects.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import { asMap } from '../../shared/model/value.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly object: OtherObject;
  readonly path: FieldPath;
  readonly mode: Mode;
  readonly isOwnDocument: boolean;
}

type Mode = 'userspace' | 'ipvs';

/** The version from which on each mode is gone or deprecated. */
const SINCE: Readonly<Record<Mode, string>> = { userspace: '1.26', ipvs: '1.35' };

const MODE = /^mode:[ \t]*["']?(userspace|ipvs)\b/m;

/** A mode of kube-proxy that is gone or going. */
export const rule = defineRule({
  id: 'kube-proxy-mode',
  severity: 'information',
  summary: 'kube-proxy is set to a mode that is removed or deprecated',
  why: 'The mode decides how connections to Services reach pods. `userspace` was removed in Kubernetes 1.26: kube-proxy does not start with it. `ipvs` is deprecated since 1.35, in favour of `nftables`.',
  silentWhen: [
    'the mode is `iptables`, `nftables` or left to kube-proxy',
    'the version of the cluster is older than the change',
  ],
  howToFix: 'Write `mode: nftables` (Linux 5.13 or newer), or `iptables`.',
  subject: 'Other',
  kinds: ['KubeProxyConfiguration', 'ConfigMap'],

  *find(object, ctx) {
    const { kind, apiVersion, name } = object.ref;
    const isOwnDocument =
      kind === 'KubeProxyConfiguration' && groupOf(apiVersion) === 'kubeproxy.config.k8s.io';
    if (!isOwnDocument && !(kind === 'ConfigMap' && name === 'kube-proxy')) return;
    const found = isOwnDocument ? modeOfDocument(object) : modeOfConfigMap(object);
    if (!found || !isAtLeast(ctx.settings.kubernetesVersion, SINCE[found.mode])) return;
    yield { at: { object, path: found.path }, state: { object, ...found, isOwnDocument } satisfies State };
  },

  say: ({ mode }) => ({
    message:
      mode === 'userspace'
        ? t(
            'Mode "userspace" was removed in Kubernetes 1.26, so kube-proxy does not start with it. Use "nftables", or "iptables" on older nodes',
          )
        : t(
            'Mode "ipvs" is deprecated since Kubernetes 1.35 and will be removed. Use "nftables", or "iptables" on older nodes',
          ),
  }),

  *fix({ object, path, isOwnDocument }) {
    if (!isOwnDocument) return; // a text within a text
    yield { title: t('Use nftables'), steps: [{ type: 'set', object, path, value: 'nftables' }] };
  },
});

function modeOfDocument({ raw }: OtherObject): Pick<State, 'path' | 'mode'> | undefined {
  const { mode } = raw;
  return mode === 'userspace' || mode === 'ipvs' ? { path: ['mode'], mode } : undefined;
}

/** As kubeadm keeps it: a whole document in a value of the ConfigMap. */
function modeOfConfigMap({ raw }: OtherObject): Pick<State, 'path' | 'mode'> | undefined {
  for (const [key, text] of Object.entries(asMap(raw['data']))) {
    if (typeof text !== 'string' || !text.includes('KubeProxyConfiguration')) continue;
    const mode = MODE.exec(text)?.[1];
    if (mode === 'userspace' || mode === 'ipvs') return { path: ['data', key], mode };
  }
  return undefined;
}
