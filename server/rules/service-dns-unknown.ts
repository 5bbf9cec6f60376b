import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asString, valueAt } from '../../shared/model/value.ts';
import { addressesOf, type PlacedAddress } from '../analysis/address-places.ts';
import {
  missingAddress,
  namesMeant,
  repairedAddress,
  type MissingAddress,
} from '../analysis/missing-address.ts';
import { describeServicePorts } from '../analysis/missing-port.ts';
import { relatedToMissing } from '../analysis/missing-service.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly object: KubeObject;
  readonly address: PlacedAddress;
  readonly missing: MissingAddress;
}

/** The address of a Service, in a setting, that does not exist. */
export const rule = defineRule({
  id: 'service-dns-unknown',
  severity: 'information',
  summary: 'A setting holds the address of a Service that is not there, or a port that it does not have',
  why: 'A program finds a Service by the name and port in its settings. When the name is misspelt, or the port is that of the container instead of the Service, each connection fails, though everything runs.',
  silentWhen: [
    'no Service near has the name, nor one that is a slip of the pen away: the host may be anywhere',
    'the text is not a whole `name.namespace.svc`, nor a name with a scheme or port',
    'text that a template has yet to fill in, or a variable, is part of the address',
    'the Service is headless, so that its port does not matter, or of type ExternalName',
    'a custom resource has the name or begins it, or the configuration lists the Service under `externalServices`',
    'a controller or chart beside may create the Service',
  ],
  howToFix: 'Write the name of the Service, and its `port`.',
  subject: ['Pod', 'Workload', 'Other'],
  kinds: ['ConfigMap'],
  isAbsence: true,

  *find(object, ctx) {
    const addresses = addressesOf(object, namesMeant(object, ctx));
    if (addresses.length === 0) return;
    const told = new Set<string>();
    for (const address of addresses) {
      const key = `${address.path.join('/')} ${address.text}`;
      if (told.has(key)) continue;
      told.add(key);
      const missing = missingAddress(object, address, ctx);
      if (!missing) continue;
      yield {
        at: { object, path: address.path, on: address.isBlock ? 'key' : 'value' },
        state: { object, address, missing } satisfies State,
      };
    }
  },

  say({ object, address, missing }, ctx) {
    if ('service' in missing) {
      const { service, byTarget } = missing;
      const related = [
        { at: { object: service, path: ['spec', 'ports'] }, message: describeRef(service.ref) },
      ];
      const ports = describeServicePorts(service);
      const where = ctx.whereIs(service, object);
      return {
        message: byTarget
          ? t(
              '{0}: {1} ({2}) listens on {3}; {4} is only the port of its pods',
              address.text,
              describeRef(service.ref),
              where,
              ports,
              address.port ?? '',
            )
          : t(
              '{0}: {1} ({2}) has no port {3}, only {4}',
              address.text,
              describeRef(service.ref),
              where,
              address.port ?? '',
              ports,
            ),
        related,
      };
    }
    const { shown, elsewhere, reference } = missing;
    const where = ctx.whereIs(shown, object);
    return {
      message: elsewhere
        ? t(
            '{0}: Service "{1}" is in namespace "{2}" ({3}), not in "{4}"',
            address.text,
            reference.name,
            shown.ref.namespace ?? '',
            where,
            reference.namespace ?? '',
          )
        : t(
            '{0}: no Service "{1}" is in this workspace. Did you mean "{2}" ({3})?',
            address.text,
            reference.name,
            shown.ref.name ?? '',
            where,
          ),
      related: relatedToMissing(missing),
    };
  },

  *fix({ object, address, missing }) {
    const { text, path } = address;
    const before = asString(valueAt(object.raw, path));
    const wanted = repairedAddress(address, missing);
    if (before === undefined || wanted === undefined || address.isBlock || before.split(text).length !== 2)
      return;
    yield {
      title: t('Use {0}', wanted),
      steps: [{ type: 'set', object, path, value: before.replace(text, () => wanted) }],
      isPreferred: true,
    };
  },
});
