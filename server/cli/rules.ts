// `kubereach rules [ID]`: what there is to find, in the words of docs/rules.
import type { Command } from 'commander';
import { rulePage, ruleRows, ruleUrl } from '../analysis/rule-page.ts';
import { nearestName } from '../analysis/rule-patterns.ts';
import { rules } from '../rules/registry.ts';
import { table } from './table.ts';
import { UsageError } from './usage-error.ts';

/** Adds the command. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .description('list the rules, or print the page of one')
    .argument('[id]', 'the id of a rule')
    .action((id: string | undefined) => {
      process.stdout.write(
        id === undefined ? table([['RULE', 'SEVERITY', 'WHAT IT SAYS'], ...ruleRows(rules)]) : page(id),
      );
    });
}

function page(id: string): string {
  const rule = rules.find((one) => one.id === id);
  if (rule) return `${rulePage(rule)}\n\n${ruleUrl(id)}\n`;
  const nearest = nearestName(
    id,
    rules.map((one) => one.id),
  );
  throw new UsageError(`there is no rule "${id}"${nearest ? `; did you mean ${nearest}?` : ''}`);
}
