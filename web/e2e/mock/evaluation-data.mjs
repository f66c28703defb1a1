// Invented runs: figures that a report may hold, and items with places on the invented form.
import { drift } from './drift-data.mjs';

const figure = (value, n, spread = 0.02) => ({
  value,
  low: value === null ? null : Math.max(0, value - spread),
  high: value === null ? null : Math.min(1, value + spread * 0.8),
  n,
});
const few = (n) => ({ value: null, low: null, high: null, n });

const runTasks = (share) => [
  { task: 'field', exact_match: figure(share, 1204), target: 0.99, coverage: figure(0.88, 1204, 0.02) },
  { task: 'kind', exact_match: figure(0.94, 310, 0.03), target: 0.99, coverage: few(310) },
  { task: 'service', exact_match: few(12), target: 0.99, coverage: few(12) },
];
const run = (id, share, more = {}) => ({
  id,
  problem: null,
  made_at: '2026-11-22T16:05:00Z',
  encoder: 'multilingual-e5-small@1571fc98',
  heads: ['kind@4f1c22ab90de'],
  cases: 240,
  minimum_n: 30,
  tasks: runTasks(share),
  ...more,
});

export const runs = () => ({
  folder: '/var/lib/aktenlage/evaluations',
  items: [
    run('mit-klassifikator', 0.957),
    run('ohne-klassifikator', 0.941, { heads: [], encoder: 'none', made_at: '2026-11-21T09:30:00Z' }),
    run('abgebrochen', 0, {
      problem: 'report_malformed',
      made_at: null,
      encoder: null,
      heads: [],
      cases: 0,
      tasks: [],
    }),
  ],
});

export const heads = () => ({
  items: [
    {
      task: 'kind',
      version: '4f1c22ab90de',
      is_active: true,
      is_at_work: true,
      extent: {
        encoder: 'multilingual-e5-small@1571fc98',
        classes: 27,
        target: 0.9,
        is_always_silent: false,
        silent_channels: ['scan'],
        examples: 480,
      },
    },
    { task: 'service', version: '08aa11bb22cc', is_active: true, is_at_work: false, extent: null },
  ],
});

const part = (service, channel, n, more = {}) => {
  const share = (value) => (n < 30 ? few(n) : figure(value, n, 0.4 / Math.sqrt(n)));
  return {
    service,
    channel,
    n,
    cases: Math.ceil(n / 9),
    exact_match: share(0.957),
    precision: share(0.981),
    recall: share(0.93),
    f1: share(0.955),
    macro_f1: null,
    answered: share(0.91),
    rightly_silent: share(0.97),
    abstentions: {},
    evidence: null,
    completeness: null,
    ...more,
  };
};

export const report = (id) => ({
  id,
  made_with: {
    program: '0.1.0',
    encoder: 'multilingual-e5-small@1571fc98',
    blueprint: '9f2c41aa',
    prompt: 'v1',
    heads: ['kind@4f1c22ab90de'],
    reads_scans: true,
  },
  settings: {
    minimum_n: 30,
    target: 0.99,
    target_of_requirements: 0.995,
    weights: { false_present: 10, false_missing: 1 },
  },
  measured: {
    made_at: '2026-11-22T16:05:00Z',
    cases_folder: 'cases',
    read_ms: { median: 412, p95: 2210, n: 240 },
    assess_ms: { median: 96, p95: 340, n: 240 },
    peak_memory_mib: 812,
  },
  cases: 240,
  unjudged: 31,
  tasks: [
    {
      task: 'field',
      parts: [
        part(null, null, 1204, {
          abstentions: { no_evidence: 61, below_threshold: 22, invalid_value: 4 },
          evidence: {
            mean_overlap: figure(0.81, 900),
            half_or_more: figure(0.9, 900),
            touching: figure(0.97, 900),
          },
        }),
        part('housing_benefit_rent', null, 640),
        part(null, 'form', 700),
        part(null, 'scan', 120),
        part('housing_benefit_rent', 'fax', 12),
      ],
    },
    {
      task: 'kind',
      parts: [part(null, null, 310, { macro_f1: figure(0.91, 310, 0.04) }), part(null, 'scan', 40)],
    },
    {
      task: 'requirement',
      parts: [
        part(null, null, 420, {
          completeness: {
            cost: figure(0.12, 420, 0.05),
            false_present: figure(0.01, 180, 0.01),
            false_present_bound: 0.026,
            overlooked: figure(0.004, 140, 0.004),
            false_missing: figure(0.03, 280, 0.02),
          },
        }),
      ],
    },
  ],
});

const bins = (scale) =>
  Array.from({ length: 10 }, (_, at) => {
    const n = Math.round([2, 4, 9, 12, 18, 40, 55, 90, 210, 760][at] * scale);
    const middle = at / 10 + 0.05;
    const right = Math.max(0.03, Math.min(0.99, middle + [0.03, -0.02, 0.05, -0.04, 0.02][at % 5]));
    return {
      from: at / 10,
      to: (at + 1) / 10,
      mean_probability: n < 30 ? null : middle,
      accuracy: n < 30 ? few(n) : figure(right, n, 0.9 / Math.sqrt(n)),
    };
  });
const curve = Array.from({ length: 60 }, (_, at) => {
  const n = 40 + at * 18;
  const risk = 0.001 + (at / 59) ** 4 * 0.05;
  return {
    threshold: 0.99 - at * 0.008,
    coverage: n / 1204,
    risk: { value: risk, low: risk * 0.5, high: risk + 0.003 + 0.5 / n, n },
  };
});
const selective = (isReached) => ({
  aurc: figure(0.01, 1102, 0.004),
  curve,
  at_target: {
    target: 0.99,
    confidence: 0.95,
    answers_needed: 299,
    is_reached: isReached,
    threshold: isReached ? curve[34].threshold : null,
    bound: isReached ? 0.9903 : null,
    coverage: isReached ? figure(curve[34].coverage, 1204) : few(1204),
  },
});

export const calibration = (task) => ({
  task,
  minimum_n: 30,
  parts: [
    {
      channel: null,
      calibration: { ece: figure(0.018, 1102, 0.006), reliability: bins(1) },
      selective: selective(true),
    },
    {
      channel: 'form',
      calibration: { ece: figure(0.011, 640, 0.006), reliability: bins(0.6) },
      selective: selective(true),
    },
    {
      channel: 'fax',
      calibration: { ece: few(12), reliability: bins(0.01) },
      selective: { ...selective(false), curve: [] },
    },
  ],
});

export const confusion = (task) => ({
  task,
  confusion:
    task === 'field'
      ? null
      : {
          truths: ['application_form', 'identity_document', 'payslip', 'rental_agreement', 'unknown'],
          suggested: ['application_form', 'identity_document', 'payslip', 'rental_agreement', 'abstained'],
          counts: [
            [112, 0, 0, 1, 4],
            [0, 41, 0, 0, 3],
            [3, 0, 88, 11, 0],
            [0, 0, 2, 51, 1],
            [1, 0, 0, 0, 13],
          ],
        },
});

const item = (number, more) => ({
  number,
  case: '0007-wohngeld',
  task: 'field',
  item: 'dwelling.total_rent',
  service: 'housing_benefit_rent',
  channel: 'scan',
  truth: '812.00',
  suggested: '821.00',
  probability: 0.94,
  abstention: null,
  verdict: 'wrong',
  flag: null,
  ...more,
});
export const items = () => [
  item(3, {}),
  item(11, {
    item: 'applicant.phone',
    truth: '0221 5550199',
    suggested: null,
    probability: null,
    abstention: 'below_threshold',
    verdict: 'silent',
    flag: { at: '2026-11-22T17:00:00Z', by: 'u1' },
  }),
  item(40, {
    task: 'kind',
    item: 'mietbescheinigung-der-wohnbau-nord-eingetragene-genossenschaft.pdf',
    truth: null,
    suggested: 'rental_agreement',
    probability: 0.71,
    verdict: 'spurious',
  }),
];
export const places = () => [
  { of: 'truth', file: 'antrag.pdf', page: 1, box: [0.41, 0.27, 0.53, 0.29] },
  { of: 'suggestion', file: 'antrag.pdf', page: 1, box: [0.41, 0.37, 0.52, 0.39] },
];

export const comparison = () => ({
  tasks: [
    {
      task: 'field',
      n: 1204,
      both_right: 1120,
      only_first: 32,
      only_second: 13,
      neither: 39,
      p_value: 0.0066,
      discordant: [
        {
          case: '0007-wohngeld',
          item: 'dwelling.total_rent',
          truth: '812.00',
          first: '812.00',
          second: '821.00',
          first_is_right: true,
        },
      ],
    },
    {
      task: 'service',
      n: 12,
      both_right: 11,
      only_first: 0,
      only_second: 0,
      neither: 1,
      p_value: null,
      discordant: [],
    },
  ],
  unmatched: 4,
  different_truth: 0,
});

/** A run that is being made. */
export const running = (more = {}) => ({
  id: 'lauf-2026-11-23-091500',
  state: 'running',
  step: 'cases',
  cases: 8,
  done: 3,
  case: '04-elterngeld-scan',
  started_at: '2026-11-23T08:15:00Z',
  seconds_left: 95,
  is_ours: true,
  ...more,
});

/** The server's part. */
export function answer(path, query, has) {
  const [, , , id, kind, number] = path.split('/');
  if (path === '/api/evaluations') return has ? runs() : { ...runs(), items: [] };
  if (path === '/api/evaluation-runs') return { can_start: true, items: [] };
  if (path === '/api/drift') return drift(Number(query.get('weeks') ?? 12), has);
  if (path === '/api/models/heads') return has ? heads() : { items: [] };
  if (!path.startsWith('/api/evaluations/')) return undefined;
  if (kind === undefined) return has ? report(id) : { ...report(id), cases: 0, tasks: [] };
  if (kind === 'calibration') return calibration(query.get('task'));
  if (kind === 'confusion') return confusion(query.get('task'));
  if (kind === 'errors') return has ? { total: 3, items: items() } : { total: 0, items: [] };
  if (kind === 'comparison') return has ? comparison() : { tasks: [], unmatched: 0, different_truth: 0 };
  if (kind === 'items')
    return { item: items().find((one) => String(one.number) === number), places: places() };
  return undefined;
}
