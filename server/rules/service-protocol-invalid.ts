import { t } from '@vscode/l10n';
import { asString } from '../../shared/model/value.ts';
import { nearestOf, useValue } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A protocol that Services do not know. */
export const rule = defineApiRule({
  id: 'service-protocol-invalid',
  summary: 'The protocol of a Service port is TCP, UDP or SCTP',
  why: 'A Service forwards TCP, UDP or SCTP, written in capitals. What is spoken over it, such as HTTP, is said by `appProtocol`.',
  howToFix: 'Write TCP, UDP or SCTP. Say HTTP and the like in `appProtocol`.',

  say({ value }) {
    const text = asString(value) ?? '';
    return nearestOf(text, PROTOCOLS) === undefined && /^(https?|grpc|h2c|wss?|tls|ssl)$/i.test(text)
      ? t(
          'A Service port has protocol TCP, UDP or SCTP. {0} is what is spoken over TCP: say it in appProtocol',
          text,
        )
      : t('{0} is no protocol of a Service port: write TCP, UDP or SCTP, in capitals', quoteValue(value));
  },

  *fix(refusal) {
    const { object, path, value } = refusal;
    const text = asString(value) ?? '';
    const meant = nearestOf(text, PROTOCOLS);
    if (meant !== undefined) yield useValue(refusal, meant);
    else if (/^https?$/i.test(text)) {
      const appProtocol = text.toLowerCase();
      yield {
        title: t('Use TCP with appProtocol {0}', appProtocol),
        steps: [
          { type: 'set', object, path, value: 'TCP' },
          { type: 'set', object, path: [...path.slice(0, -1), 'appProtocol'], value: appProtocol },
        ],
        isPreferred: true,
      };
    } else yield useValue(refusal, 'TCP', false);
  },
});

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
