// Jobs and CronJobs.
import type { ValueMap } from '../model/value.ts';
import { child, invalid, notSupported, required, ROOT, type Cause, type Place } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { goJson, stringMap } from './go-text.ts';
import { dns1123Subdomain, maxLength } from './names.ts';
import { flag, isSet, number, struct, text, textMap } from './read.ts';
import { notNegative, validateMeta } from './validate-meta.ts';
import { validateTemplate } from './validate-pod.ts';
import { printSelector, selectorMatches, validateLabelSelector } from './validate-selector.ts';
import { validateSchedule, validateTimeZone } from './validate-schedule.ts';

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
];

/** A CronJob's name leaves room for the eleven characters that each Job's name adds. */
const MAX_CRON_JOB_NAME = 52;

/** What the server would write where a Job's selector names its uid. */
const UID = '<uid>';

/**
 * The causes for which a Job is refused.
 * Source: kubernetes/kubernetes pkg/apis/batch/validation/validation.go ValidateJob, v1.36.
 */
export function validateJob(ctx: Context, job: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(job, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  return [
    ...validateMeta(ctx, struct(job, 'metadata'), name, child(ROOT, 'metadata')),
    ...validateGeneratedSelector(ctx, spec, at),
    ...validateJobSpec(ctx, spec, at),
    ...validateManualSelector(ctx, spec, at),
  ];
}

/** A selector belongs to `manualSelector: true`; otherwise the server makes one, and adds its part to what is there. */
function validateGeneratedSelector(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  if (flag(spec, 'manualSelector') || !isSet(spec, 'selector')) return [];
  const selector = struct(spec, 'selector');
  const matchLabels = { ...textMap(selector, 'matchLabels'), 'batch.kubernetes.io/controller-uid': UID };
  const generated = { ...selector, matchLabels };
  const hasMore = Object.keys(matchLabels).length > 1 || isSet(selector, 'matchExpressions');
  if (!hasMore) return [];
  const printed = printSelector(generated);
  const shown = { ...printed, json: printed.json.replace(goJson(UID), `"${UID}"`) };
  return [invalidValue(ctx, child(at, 'selector'), shown, '`selector` not auto-generated')];
}

function validateManualSelector(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  if (!flag(spec, 'manualSelector')) return [];
  if (!isSet(spec, 'selector')) return [required(child(at, 'selector'))];
  const selector = struct(spec, 'selector');
  const causes = [...validateLabelSelector(ctx, selector, child(at, 'selector'))];
  const labels = textMap(struct(struct(spec, 'template'), 'metadata'), 'labels');
  if (causes.length === 0 && !selectorMatches(selector, labels)) {
    const labelsAt = child(at, 'template', 'metadata', 'labels');
    causes.push(
      invalidValue(ctx, labelsAt, stringMap(labels), '`selector` does not match template `labels`'),
    );
  }
  return causes;
}

function notNegativeIn(spec: ValueMap, keys: readonly string[], at: Place): readonly Cause[] {
  return keys.flatMap((key) =>
    number(spec, key) < 0 ? [notNegative(child(at, key), number(spec, key))] : [],
  );
}

function validateJobSpec(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  const causes = [...notNegativeIn(spec, COUNTS, at)];
  const template = child(at, 'template');
  const [mode, modes] = [text(spec, 'completionMode'), ['NonIndexed', 'Indexed']];
  if (!modes.includes(mode)) causes.push(notSupported(child(at, 'completionMode'), mode, modes));
  if (mode === 'Indexed' && !isSet(spec, 'completions')) {
    causes.push(required(child(at, 'completions'), 'when completion mode is Indexed'));
  }
  causes.push(...validateTemplate(ctx, struct(spec, 'template'), template));
  const policy = text(struct(struct(spec, 'template'), 'spec'), 'restartPolicy');
  if (policy !== 'OnFailure' && policy !== 'Never') {
    // The default, Always, is refused as a value that is missing.
    const here = child(template, 'spec', 'restartPolicy');
    causes.push(
      policy === 'Always'
        ? required(here, 'valid values: "OnFailure", "Never"')
        : notSupported(here, policy, ['OnFailure', 'Never']),
    );
  }
  return causes;
}

/**
 * The causes for which a CronJob is refused.
 * Source: kubernetes/kubernetes pkg/apis/batch/validation/validation.go ValidateCronJobCreate, v1.36.
 */
export function validateCronJob(ctx: Context, cronJob: ValueMap): readonly Cause[] {
  const [meta, spec, at] = [struct(cronJob, 'metadata'), struct(cronJob, 'spec'), child(ROOT, 'spec')];
  const causes = [
    ...validateMeta(ctx, meta, { check: dns1123Subdomain, isNamespaced: true }, child(ROOT, 'metadata')),
  ];
  const schedule = text(spec, 'schedule');
  if (schedule === '') causes.push(required(child(at, 'schedule')));
  else causes.push(...validateSchedule(schedule, child(at, 'schedule')));
  causes.push(...notNegativeIn(spec, ['startingDeadlineSeconds'], at));
  if (isSet(spec, 'timeZone'))
    causes.push(...validateTimeZone(text(spec, 'timeZone'), child(at, 'timeZone')));
  const policy = text(spec, 'concurrencyPolicy');
  const policies = ['Allow', 'Forbid', 'Replace'];
  if (!policies.includes(policy)) causes.push(notSupported(child(at, 'concurrencyPolicy'), policy, policies));
  const jobAt = child(at, 'jobTemplate', 'spec');
  const job = struct(struct(spec, 'jobTemplate'), 'spec');
  causes.push(...validateJobSpec(ctx, job, jobAt));
  if (isSet(job, 'selector')) {
    const selector = printSelector(struct(job, 'selector'));
    causes.push(invalidValue(ctx, child(jobAt, 'selector'), selector, '`selector` will be auto-generated'));
  }
  causes.push(...notNegativeIn(spec, ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'], at));
  const name = text(meta, 'name');
  if (name.length > MAX_CRON_JOB_NAME) {
    causes.push(invalid(child(ROOT, 'metadata', 'name'), name, maxLength(MAX_CRON_JOB_NAME)));
  }
  return causes;
}
