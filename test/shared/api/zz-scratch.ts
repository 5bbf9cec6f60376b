import {
  compareAll,
  capturedVerdict,
  causeLines,
  decodingMessage,
} from '/work/main/test/shared/api/golden-answers.ts';
const only = process.argv[3] ?? '';
const version = (process.argv[2] ?? '1.36') as '1.36';
const tally: Record<string, [number, number]> = {};
const count = (k: string, ok: boolean, say: () => string) => {
  const t = (tally[k] ??= [0, 0]);
  t[1]++;
  if (ok) t[0]++;
  else if (!only || say().includes(only) || k === only) console.log(k, say());
};
for (const { where, captured, answer } of compareAll(version)) {
  const want = capturedVerdict(captured);
  const got =
    answer.code === 404 && answer.causes[0]?.reason === 'NoMatch' ? '404 NoMatch' : String(answer.code);
  if (want === '403' || (want === '404' && got !== '404')) continue;
  count(
    'verdict',
    want === got,
    () =>
      `${where} ${captured.kind} want ${want} ${(captured.strict?.message ?? '').slice(0, 300)} got ${got} ${JSON.stringify(answer.causes).slice(0, 300)}`,
  );
  const s = captured.strict;
  if (!s) continue;
  if (s.code === 422) {
    const a = causeLines(s.causes ?? []),
      b = causeLines(answer.causes);
    count(
      'causes',
      JSON.stringify(a) === JSON.stringify(b),
      () =>
        `${where} ${captured.kind}\n   missing ${a.filter((x) => !b.includes(x)).join('\n           ')}\n   extra   ${b.filter((x) => !a.includes(x)).join('\n           ')}`,
    );
    count(
      'order',
      JSON.stringify(s.causes) ===
        JSON.stringify(answer.causes.map(({ reason, message, field }) => ({ reason, message, field }))),
      () =>
        where +
        ' ' +
        JSON.stringify(s.causes?.map((c) => c.field)) +
        JSON.stringify(answer.causes.map((c) => c.field)),
    );
  } else if (s.code === 400)
    count(
      'decoding',
      decodingMessage(s.message ?? '') === answer.causes.map((c) => c.message).join(', '),
      () =>
        `${where} ${captured.kind}\n  want ${decodingMessage(s.message ?? '')}\n  got  ${answer.causes.map((c) => c.message).join(', ')}`,
    );
  const w = [...(s.warnings ?? [])];
  const g = answer.warnings.map((w) => w.text);
  count(
    'warnings',
    JSON.stringify(w.sort()) === JSON.stringify([...g].sort()),
    () =>
      `${where} ${captured.kind} ${s.code}\n  want ${w.filter((x) => !g.includes(x)).join('\n       ')}\n  got  ${g.filter((x) => !w.includes(x)).join('\n       ')}`,
  );
  if (captured.warn) {
    const code = answer.object ? 201 : 0;
    count(
      'lenient',
      (captured.warn.code === 201) === (code === 201),
      () => `${where} ${captured.kind} want ${captured.warn!.code} ${captured.warn!.message}`,
    );
  }
}
console.log(tally);
