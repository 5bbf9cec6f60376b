// When a CronJob starts its Jobs: a schedule of five fields or a name, checked as far as a typing mistake goes, and a time zone.
import { invalid, type Cause, type Place } from './cause.ts';

const NAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const BOUNDS: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

/**
 * What is wrong with the schedule of a new CronJob.
 * Source: kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateScheduleFormat, v1.36.
 */
export function validateSchedule(schedule: string, at: Place): readonly Cause[] {
  const causes = parseSchedule(schedule, at);
  if (!schedule.includes('TZ')) return causes;
  const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return [...causes, invalid(at, schedule, detail)];
}

/**
 * What keeps a schedule from being read.
 * Source: github.com/robfig/cron v3 ParseStandard, as used by validateScheduleFormat, v1.36.
 * Differs: of the values only plain numbers are looked at.
 */
function parseSchedule(schedule: string, at: Place): readonly Cause[] {
  const spec = schedule.replace(/^(TZ|CRON_TZ)=\S+\s*/, '').trim();
  if (spec.startsWith('@')) {
    if (NAMES.includes(spec) || spec.startsWith('@every ')) return [];
    return [invalid(at, schedule, `unrecognized descriptor: ${spec}`)];
  }
  const fields = spec.split(/\s+/).filter(Boolean);
  if (fields.length !== 5) {
    return [
      invalid(at, schedule, `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`),
    ];
  }
  for (const [index, field] of fields.entries()) {
    const problem = fieldProblem(field, BOUNDS[index] ?? [0, 59]);
    if (problem) return [invalid(at, schedule, problem)];
  }
  return [];
}

function fieldProblem(field: string, [min, max]: readonly [number, number]): string | undefined {
  for (const part of field.split(',')) {
    if (!/^\d+$/.test(part)) continue;
    if (Number(part) < min) return `beginning of range (${Number(part)}) below minimum (${min}): ${part}`;
    if (Number(part) > max) return `end of range (${Number(part)}) above maximum (${max}): ${part}`;
  }
  return undefined;
}

/**
 * What is wrong with a time zone that is written.
 * Source: kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateTimeZone, v1.36.
 * Differs: which zones there are is what the JavaScript engine knows, and it knows a few names that Go does not.
 */
export function validateTimeZone(zone: string, at: Place): readonly Cause[] {
  if (zone === '') return [invalid(at, zone, 'timeZone must be nil or non-empty string')];
  const unknown = invalid(at, zone, `unknown time zone ${zone}`);
  if (!zone.split('/').every((part) => ZONE_PART.test(part) && part !== '.' && part !== '..'))
    return [unknown];
  if (zone.toLowerCase() !== 'local') return isTimeZone(zone) ? [] : [unknown];
  const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  const explicit = invalid(at, zone, detail);
  return zone === 'Local' ? [explicit] : [explicit, unknown];
}

const ZONE_PART = /^(?!-)[A-Za-z.\-_0-9+]{1,14}$/;

/** Files beside the zones that Go loads as well where the server's image has them. */
const OTHER_ZONES = /^(?:posix|right)\/|^(?:Factory|localtime|posixrules)$/;

/**
 * True for a zone of the time zone database and for its links, such as `US/Pacific`.
 * Source: Go time.LoadLocation, which finds names as they are written, while JavaScript takes them in any case.
 */
function isTimeZone(zone: string): boolean {
  if (OTHER_ZONES.test(zone)) return true;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
