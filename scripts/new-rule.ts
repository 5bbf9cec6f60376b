// `npm run new-rule -- <id>`: the two files of a rule, ready to be filled in.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const id = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z]+)+$/.test(id))
  throw new Error('Name the rule in kebab-case, its subject first: service-selector-near-miss');

const ruleFile = join(root, 'server/rules', `${id}.ts`);
const pageFile = join(root, 'test/fixtures/rules', `${id}.yaml`);
for (const file of [ruleFile, pageFile]) if (existsSync(file)) throw new Error(`${file} is there already`);

writeFileSync(
  ruleFile,
  `import { t } from '@vscode/l10n';
import { defineRule } from '../analysis/rule.ts';

/** TODO: what it finds. */
export const rule = defineRule({
  id: '${id}',
  severity: 'warning',
  summary: 'TODO: one line, no final dot',
  why: 'TODO: what happens in the cluster.',
  silentWhen: ['TODO'],
  howToFix: 'TODO.',
  subject: 'Service',

  *find(service) {
    if (service.ports.length > 0) return; // TODO
    yield { at: { object: service, path: ['spec'] }, state: { service } };
  },

  say() {
    return { message: t('TODO: what is wrong, why it matters, what to do') };
  },
});
`,
);
writeFileSync(
  pageFile,
  `# TODO: what this rule shows.
#== TODO: the wrong text
#- /web.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: {}
#== TODO: when it is silent
#- /web.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  ports: [{ port: 80 }]
`,
);
process.stdout.write(
  `Fill in ${ruleFile}\nand ${pageFile}, then: npm run gen && UPDATE=${id} npm run test:fast -- rules\n`,
);
