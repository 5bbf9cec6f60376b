// Cron schedules: five fields or a name, checked as far as a typing mistake goes.
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
 * What is wrong with a schedule.
 * Source: github.com/robfig/cron v3 ParseStandard, as used by pkg/apis/batch/validation validateScheduleFormat, v1.36.
 * Differs: of the values only plain numbers are looked at.
 */
export function validateSchedule(schedule: string, at: Place): readonly Cause[] {
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
