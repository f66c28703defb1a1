// Invented weeks: a jump of silence in the running week, a new edition of a form, few reviews.
const DAY = 86_400_000;
const figure = (value, n) => ({
  value,
  low: Math.max(0, value - 1 / Math.sqrt(n)),
  high: Math.min(1, value + 1 / Math.sqrt(n)),
  n,
});
const few = (n) => ({ value: null, low: null, high: null, n });
const steady = (share, n) => ({ share: figure(share, n), change: null });

function weeksUntil(count) {
  const last = Date.parse('2026-11-16T00:00:00Z');
  return Array.from({ length: count }, (_, at) =>
    new Date(last - (count - 1 - at) * 7 * DAY).toISOString().slice(0, 10),
  );
}
const series = (count, share, n, last) =>
  Array.from({ length: count }, (_, at) => {
    if (at === count - 1 && last) return last;
    if (at === 4) return { share: few(12), change: null };
    return steady(share + ((at * 7) % 5) * 0.008, n);
  });
const jump = (share, before, n = 420) => ({
  share: figure(share, n),
  change: { is_above: share > before, before: figure(before, 2_960) },
});

export const drift = (count, has) => ({
  weeks: weeksUntil(count),
  minimum_n: 30,
  weeks_before: 8,
  silences: has
    ? [
        {
          kind: 'document_kind',
          points: series(count, 0.06, 130),
          reasons: [{ reason: 'below_threshold', points: series(count, 0.05, 130) }],
        },
        {
          kind: 'field',
          points: series(count, 0.12, 420, jump(0.32, 0.12)),
          reasons: [
            { reason: 'no_evidence', points: series(count, 0.04, 420) },
            { reason: 'invalid_value', points: series(count, 0.06, 420, jump(0.26, 0.06)) },
          ],
        },
      ]
    : [],
  forms: {
    unseen: has ? series(count, 0.02, 60, jump(0.31, 0.02, 58)) : series(count, 0, 60).map(() => empty()),
    unsure: has ? series(count, 0.03, 60) : series(count, 0, 60).map(() => empty()),
    untaught: has ? series(count, 0.48, 130) : series(count, 0, 60).map(() => empty()),
    other_editions: has
      ? [
          {
            form: 'wohngeld-mietzuschuss',
            name: 'Antrag auf Wohngeld – Mietzuschuss',
            first_seen: '2026-11-17',
            last_seen: '2026-11-21',
            documents: 18,
          },
        ]
      : [],
  },
  overrides: has
    ? [
        { model: null, points: series(count, 0.09, 210, jump(0.02, 0.1, 200)) },
        { model: 'multilingual-e5-small@1571fc98', points: series(count, 0.09, 210) },
        { model: 'rules@1', points: series(count, 0, 0).map(() => ({ share: few(4), change: null })) },
      ]
    : [],
});
const empty = () => ({ share: few(0), change: null });
