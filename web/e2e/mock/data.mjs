// Invented answers of the server for the tests of the screens. No real person, no real case.
const origin = { model: 'rules', prompt: 'none', blueprint: '9f2c41aa', input: 'c0ffee' };
/** Of what a model had a part in; everything else is read by rules. */
export const byModel = { origin: { ...origin, model: 'e5-small:1571fc98', prompt: 'v1' } };
const at = '2026-11-20T09:42:00.000000Z';
export const CASE = '0190a000-0000-7000-8000-000000000001';
export const FORM = '0190a000-0000-7000-8000-0000000000d1';
export const RENT = '0190a000-0000-7000-8000-0000000000d2';
const clerk = { id: 'u1', display_name: 'Aylin Yılmaz' };
export const both = (de, en) => ({ de, en });

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const place = (row, page = 1, document_id = FORM, text = '') => ({
  document_id,
  page,
  box: [0.4, 0.12 + row * 0.05, 0.66, 0.14 + row * 0.05],
  text,
});

let next = 0;
export const suggestion = (subject, value, level, evidence, more = {}) => {
  next += 1;
  return {
    id: `s${next}`,
    subject,
    value,
    abstained: value === null ? 'no_evidence' : null,
    probability: value === null ? null : { high: 0.97, medium: 0.78, low: 0.41 }[level],
    confidence: value === null ? null : level,
    evidence,
    alternatives: [],
    remarks: [],
    origin,
    created_at: at,
    ...more,
  };
};
export const review = (verdict, value, more = {}) => ({
  id: `r-${verdict}-${value}`,
  suggestion_id: 's1',
  verdict,
  value,
  evidence: [],
  reason: null,
  note: null,
  by: clerk,
  at,
  ...more,
});

const field = (id, de, en, kind, sugg, rev = null, more = {}) => ({
  id,
  label: both(de, en),
  kind,
  options: [],
  requirement: 'required',
  asked_of: 'applicant',
  suggestion: sugg,
  review: rev,
  ...more,
});
const f = (id) => ({ kind: 'field', key: id });

export const fields = () => [
  field(
    'applicant.family_name',
    'Familienname',
    'Family name',
    'text',
    suggestion(f('applicant.family_name'), 'Musterfrau', 'high', [place(0)]),
    review('accepted', 'Musterfrau'),
  ),
  field(
    'applicant.given_names',
    'Vornamen',
    'Given names',
    'text',
    suggestion(f('applicant.given_names'), 'Erika Sabine', 'high', [place(1)]),
    review('accepted', 'Erika Sabine'),
  ),
  field(
    'applicant.date_of_birth',
    'Geburtsdatum',
    'Date of birth',
    'date',
    suggestion(f('applicant.date_of_birth'), '1964-08-12', 'medium', [place(2)]),
  ),
  field(
    'dwelling.total_rent',
    'Gesamtmiete',
    'Total rent',
    'money',
    suggestion(f('dwelling.total_rent'), '812.00', 'low', [place(3)], {
      alternatives: [{ value: '821.00', probability: 0.38, evidence: [place(4, 1, RENT)] }],
      remarks: [{ code: 'contradiction', parameters: {} }],
    }),
  ),
  field(
    'dwelling.heating_costs',
    'davon Heizkosten',
    'of this heating',
    'money',
    suggestion(f('dwelling.heating_costs'), null, null, [place(5)]),
  ),
  field(
    'household.member_count',
    'Haushaltsmitglieder',
    'Household members',
    'integer',
    suggestion(f('household.member_count'), '3', 'high', [place(6)]),
  ),
  field(
    'application.kind',
    'Art des Antrags',
    'Kind of application',
    'code',
    suggestion(f('application.kind'), 'first', 'low', [place(7)], {
      remarks: [{ code: 'printed_label', parameters: { label: 'Art des Antrags' } }],
    }),
    null,
    {
      options: [
        { id: 'first', label: both('Erstantrag', 'First application') },
        { id: 'renewal', label: both('Weiterleistung', 'Renewal') },
        { id: 'increase', label: both('Erhöhung', 'Increase') },
      ],
    },
  ),
  field(
    'bank.iban',
    'IBAN',
    'IBAN',
    'iban',
    suggestion(f('bank.iban'), 'DE02120300000000202051', 'high', [place(8, 2)], {
      remarks: [{ code: 'check_passed', parameters: { check: 'iban' } }],
    }),
  ),
  field(
    'income.gross_monthly',
    'Bruttoeinkommen (Monat)',
    'Gross income (month)',
    'money',
    suggestion(f('income.gross_monthly'), '2621.67', 'medium', [place(9)]),
    review('amended', '2612.67', { reason: 'misread' }),
  ),
  field(
    'declaration.signed',
    'Unterschrift vorhanden',
    'Signed',
    'boolean',
    suggestion(f('declaration.signed'), 'true', 'medium', [place(12, 2)]),
  ),
  field('applicant.phone', 'Telefon', 'Phone', 'phone', null, null, { requirement: 'voluntary' }),
  field(
    'office.student_in_household',
    'Ist ein Haushaltsmitglied in Ausbildung oder Studium?',
    'Is a member of the household in training or studying?',
    'boolean',
    null,
    null,
    { requirement: 'conditional', asked_of: 'clerk' },
  ),
  field(
    'office.rooms_let',
    'Wie viele Räume sind untervermietet?',
    'How many rooms are sublet?',
    'integer',
    null,
    null,
    { requirement: 'conditional', asked_of: 'clerk' },
  ),
  field(
    'office.transfer_benefit',
    'Bezieht ein Haushaltsmitglied Bürgergeld?',
    'Does a member of the household receive basic income support?',
    'boolean',
    null,
    review('entered', 'false'),
    { requirement: 'conditional', asked_of: 'clerk' },
  ),
];

const page = (number) => ({
  number,
  width_points: 595,
  height_points: 842,
  rotation: 0,
  quarter_turns_to_upright: 0,
  source: 'text',
  scan: null,
});
/** A page read from a dark scan. */
const darkPage = (number) => ({
  ...page(number),
  source: 'ocr',
  scan: {
    verdict: 'poor',
    reasons: ['scan_too_dark'],
    measures: {
      words: 210,
      unsure_words: 86,
      confidence: 0.62,
      dots_per_inch: [200, 200],
      paper: 0.31,
      print: 0.12,
      edge_width_mm: 0.25,
      skew_degrees: 0.4,
      words_cut_off: 0,
      colour: 'grey',
    },
    steps: ['straightened', 'light_evened'],
  },
});
export const row = (more = {}) => ({
  id: CASE,
  reference: 'AK-2026-000471',
  state: 'under_review',
  version: 7,
  service: 'housing_benefit_rent',
  service_confirmed: false,
  applicant_name: 'Musterfrau, Erika Sabine',
  received_on: day(-8),
  due_on: day(6),
  assignee: clerk,
  fields_reviewed: 3,
  fields_total: 11,
  requirements_missing: 2,
  requirements_unclear: 1,
  contradictions: 1,
  processing: 'ready',
  issues: [],
  awaiting: null,
  snooze: null,
  likely_cases: 0,
  ...more,
});

export const counts = (more = {}) => ({
  all: 0,
  mine: 0,
  unassigned: 0,
  due: 0,
  missing: 0,
  awaiting: 0,
  answered: 0,
  snooze_due: 0,
  snoozed: 0,
  decided: 0,
  ...more,
});

export const filters = () => ({
  items: [
    {
      id: 'f1',
      name: 'Elterngeld, älteste zuerst',
      view: 'unassigned',
      service: 'parental_allowance',
      sort: 'received',
      direction: 'asc',
      count: 12,
    },
  ],
});

export const rows = () => [
  row(),
  row({
    id: 'c2',
    reference: 'AK-2026-000469',
    applicant_name: 'Özdemir, Kemal',
    due_on: day(3),
    state: 'awaiting_documents',
    awaiting: { until: day(3), state: 'running' },
    fields_reviewed: 10,
    requirements_missing: 0,
    requirements_unclear: 0,
    contradictions: 0,
  }),
  row({
    id: 'c3',
    reference: 'AK-2026-000455',
    applicant_name: 'Nguyễn, Thị Hoa',
    due_on: day(-2),
    assignee: null,
    requirements_missing: 1,
    state: 'awaiting_documents',
    awaiting: { until: day(-2), state: 'expired' },
  }),
  row({
    id: 'c4',
    reference: 'AK-2026-000472',
    applicant_name: 'Schäfer-Łukasik, Maria Magdalena',
    service: 'parental_allowance',
    due_on: null,
    contradictions: 0,
    requirements_missing: 0,
    issues: ['page_without_text'],
    awaiting: { until: null, state: 'answered' },
    snooze: {
      until: day(0),
      reason: 'awaiting_office',
      note: 'Auskunft der Rentenstelle',
      state: 'due',
    },
  }),
  row({
    id: 'c5',
    reference: 'AK-2026-000473',
    applicant_name: null,
    service: null,
    due_on: null,
    assignee: null,
    fields_total: 0,
    processing: 'running',
    requirements_missing: 0,
    requirements_unclear: 0,
    contradictions: 0,
  }),
  row({
    id: 'c6',
    reference: 'AK-2026-000440',
    applicant_name: 'Petersen, Jan',
    state: 'decided',
    due_on: null,
    requirements_missing: 0,
    requirements_unclear: 0,
    contradictions: 0,
  }),
];

const step = { norm: null, length: null, from: null, until: null, day_off: null, holiday: null };

export const detail = (more = {}) => ({
  ...row(),
  deadlines: [
    {
      id: 'inaction',
      label: { de: 'Drei Monate seit Eingang', en: 'Three months since receipt' },
      runs_from: 'received',
      last_day: day(6),
      filed: null,
      steps: [
        { ...step, rule: 'day_of_event', day: day(-87), norm: '§ 187 Abs. 1 BGB' },
        {
          ...step,
          rule: 'counted',
          day: day(5),
          norm: '§ 188 Abs. 2 BGB',
          length: { months: 3, days: 0 },
        },
        {
          ...step,
          rule: 'moved',
          day: day(6),
          norm: '§ 193 BGB',
          from: day(5),
          day_off: 'holiday',
          holiday: { de: 'Allerheiligen', en: "All Saints' Day" },
        },
      ],
      legal_bases: [{ citation: '§ 75 VwGO', law: 'VwGO', verified: true }],
      verified: true,
      shown_in_queue: true,
    },
    {
      id: 'grant_period',
      label: { de: 'Bewilligungszeitraum', en: 'Grant period' },
      runs_from: 'granted',
      last_day: null,
      steps: [],
      legal_bases: [{ citation: '§ 25 Abs. 1 WoGG', law: 'WoGG', verified: false }],
      verified: false,
      shown_in_queue: false,
    },
  ],
  documents: [
    {
      id: FORM,
      file_name: 'Wohngeldantrag.pdf',
      sha256: 'ab'.repeat(32),
      size_bytes: 483_221,
      media_type: 'application/pdf',
      part_of: null,
      kind: suggestion({ kind: 'document_kind', key: FORM }, 'application_form', 'high', [], byModel),
      kind_review: null,
      rescan: null,
      rescan_review: null,
      division: null,
      division_review: null,
      received_on: day(-8),
      set_aside_for: null,
      pages: [page(1), page(2)],
      issues: [],
    },
    {
      id: RENT,
      file_name: 'Mietbescheinigung.pdf',
      sha256: 'cd'.repeat(32),
      size_bytes: 93_221,
      media_type: 'application/pdf',
      part_of: null,
      kind: suggestion({ kind: 'document_kind', key: RENT }, null, null, [], byModel),
      kind_review: review('entered', 'rent_certificate'),
      rescan: suggestion({ kind: 'rescan', key: RENT }, '1', 'high', [], {
        remarks: [
          { code: 'page_too_dark', parameters: { page: '1', percent: '31' } },
          { code: 'page_poor', parameters: { page: '1', percent: '41' } },
        ],
      }),
      rescan_review: null,
      division: null,
      division_review: null,
      received_on: day(-8),
      set_aside_for: null,
      pages: [darkPage(1)],
      issues: [
        { code: 'poor_scan', page: 1 },
        { code: 'scan_too_dark', page: 1 },
        { code: 'page_not_upright', page: 1 },
      ],
    },
  ],
  service_suggestion: suggestion({ kind: 'service', key: '' }, 'housing_benefit_rent', 'high', []),
  service_review: null,
  duplicate_reviews: [],
  failure: null,
  decision: null,
  ...more,
});

const requirement = (id, de, en, state, more = {}) => ({
  requirement: id,
  label: both(de, en),
  kinds: [{ id: 'rent_certificate', label: both('Mietbescheinigung', 'Rent certificate') }],
  state,
  suggested_state: state,
  legal_bases: [{ citation: '§ 22 Abs. 1 WoGG', law: 'WoGG', verified: true }],
  why: both(
    'Feld „davon Heizkosten“ ist leer, und keine Bescheinigung nennt den Betrag.',
    'The heating field is empty, and no certificate names the amount.',
  ),
  demand: 'yes',
  verified: true,
  suggestion: suggestion({ kind: 'requirement', key: id }, state, 'medium', []),
  new_since: null,
  review: null,
  ...more,
});
export const completeness = () => ({
  version: 7,
  complete: false,
  service_verified: false,
  items: [
    requirement('rent', 'Mietbescheinigung mit Heizkosten', 'Rent certificate with heating', 'missing'),
    requirement('income', 'Verdienstbescheinigung der letzten zwölf Monate', 'Proof of income', 'missing', {
      verified: false,
      demand: 'query_first',
    }),
    requirement('students', 'Immatrikulationsbescheinigung', 'Enrolment certificate', 'unclear', {
      why: both(
        'Nur nötig, wenn jemand im Haushalt in Ausbildung ist oder studiert.',
        'Only needed if somebody in the household is in training or studying.',
      ),
      suggestion: suggestion({ kind: 'requirement', key: 'students' }, 'unclear', 'medium', [], {
        remarks: [{ code: 'condition_open', parameters: { fields: 'office.student_in_household' } }],
      }),
    }),
    requirement('tenancy', 'Mietvertrag', 'Tenancy agreement', 'present', {
      suggestion: suggestion({ kind: 'requirement', key: 'tenancy' }, 'present', 'high', [place(2)]),
      review: review('accepted', 'present'),
    }),
    requirement('maintenance', 'Nachweis über Unterhalt', 'Proof of maintenance', 'not_required'),
  ],
});
const basis = (citation, more = {}) => ({
  citation,
  law: 'WoGG',
  section: '22',
  paragraph: '1',
  heading: 'Wohngeldantrag',
  text: 'Erfundener Wortlaut für die Prüfung der Oberfläche. Er steht für einen Absatz einer Vorschrift.',
  level: 'federal',
  score: 0.83,
  used_by: [{ kind: 'requirement', key: 'rent' }],
  resolved: true,
  valid_from: '2023-01-01',
  valid_to: null,
  ...more,
});
export const legalBases = () => ({
  items: [
    basis('§ 22 Abs. 1 WoGG'),
    basis('§ 22 Abs. 3 Satz 2 WoGG', {
      paragraph: '3',
      text: 'Erfunden ist dieser erste Satz nach § 3 Abs. 1 des Gesetzes. Der zweite nennt\n1. einen Nachweis und\n2. seinen Tag.\nDer dritte steht danach.',
    }),
    basis('§ 9 Abs. 99 WoGG', {
      resolved: false,
      text: null,
      heading: null,
      used_by: [{ kind: 'field', key: 'dwelling.total_rent' }],
    }),
    basis('§ 15 Abs. 98 WoGG', {
      resolved: false,
      text: null,
      heading: null,
      used_by: [{ kind: 'requirement', key: 'income' }],
    }),
  ],
});
export const openPoints = () => ({
  items: [
    { kind: 'field_open', key: 'dwelling.heating_costs', label: both('davon Heizkosten', 'of this heating') },
    {
      kind: 'requirement_missing',
      key: 'rent',
      label: both('Mietbescheinigung mit Heizkosten', 'Rent certificate'),
    },
    { kind: 'service_unconfirmed', key: '', label: null },
  ],
});
export const history = () => ({
  // Other cases have entries in between.
  items: [
    {
      at: '2026-11-21T07:12:00Z',
      actor: { kind: 'user', id: 'u2', name: 'B. Schulz' },
      action: 'review_recorded',
      detail: { subject: { kind: 'field', key: 'bank.iban' }, verdict: 'accepted', dwell_ms: 1800 },
    },
    {
      at: '2026-11-20T10:05:00Z',
      actor: { kind: 'model', id: null, name: 'e5-small' },
      action: 'suggestions_recorded',
      detail: { run: 'run2', suggestions: 2, abstentions: 0, cause: 'review', model: 'e5-small:1571fc98' },
    },
    {
      at,
      actor: { kind: 'user', id: 'u1', name: 'Aylin Yılmaz' },
      action: 'review_recorded',
      detail: {
        review: 'r1',
        subject: { kind: 'field', key: 'income.gross_monthly' },
        verdict: 'amended',
        reason: 'misread',
        suggestion: 's9',
        dwell_ms: 5200,
        record_sha256: 'ab'.repeat(32),
      },
    },
    {
      at: '2026-11-20T09:40:00Z',
      actor: { kind: 'user', id: 'u1', name: 'Aylin Yılmaz' },
      action: 'review_recorded',
      detail: { subject: { kind: 'requirement', key: 'tenancy' }, verdict: 'accepted', dwell_ms: null },
    },
    {
      at: '2026-11-20T09:38:00Z',
      actor: { kind: 'user', id: 'u1', name: 'Aylin Yılmaz' },
      action: 'case_assigned',
      detail: { assignee: 'u1' },
    },
    {
      at: '2026-11-19T08:00:00Z',
      actor: { kind: 'model', id: null, name: 'e5-small' },
      action: 'suggestions_recorded',
      detail: { run: 'run1', suggestions: 14, abstentions: 3, model: 'e5-small:1571fc98', prompt: 'v1' },
    },
    {
      at: '2026-11-19T07:59:00Z',
      actor: { kind: 'system', id: null, name: null },
      action: 'document_read',
      detail: { document: FORM, sha256: 'ab'.repeat(32), pages: 2, fields: 48, issues: [] },
    },
    {
      at: '2026-11-19T07:58:00Z',
      actor: { kind: 'user', id: 'u3', name: 'Poststelle' },
      action: 'submission_received',
      detail: { received_on: '2026-11-18', channel: 'upload', documents: [{}, {}] },
    },
  ].map((item, index, items) => ({ ...item, sequence: 3 * (items.length - index) })),
});
/** As they were before anybody reviewed them: another value, an abstention, an older model. */
export const pastSuggestions = (run, named) => {
  const label = both('Bruttoeinkommen', 'Gross income');
  const older = { origin: { ...byModel.origin, model: 'e5-small:0a1b2c3d' } };
  const income = suggestion(f('income.gross_monthly'), '2621.67', 'low', [place(9)], {
    ...older,
    id: 's9',
    remarks: [{ code: 'left_empty', parameters: {} }],
  });
  const silent = suggestion(f('dwelling.heating_costs'), null, null, [], older);
  if (named !== null) return named === 's9' ? [{ suggestion: income, label }] : [];
  if (run !== 'run1') return [];
  return [
    { suggestion: income, label },
    { suggestion: silent, label: both('davon Heizkosten', 'of this heating') },
    {
      suggestion: suggestion({ kind: 'document_kind', key: FORM }, 'application_form', 'high', []),
      label: null,
    },
  ];
};
export const audit = () => ({
  total: history().items.length,
  items: history().items.map((item, index, items) => ({
    ...item,
    sequence: items.length - index,
    case: index < 2 ? { id: CASE, reference: 'AK-2026-000471' } : null,
    hash: `${index}f`.repeat(32),
    previous_hash: `${index + 1}f`.repeat(32),
  })),
});
export const trail = () => ({
  total: 3,
  items: fields()
    .filter((entry) => entry.suggestion)
    .slice(0, 6)
    .map((entry) => ({
      suggestion: entry.suggestion,
      case: { id: CASE, reference: 'AK-2026-000471' },
      label: entry.label,
      review: entry.review,
      superseded: entry.id === 'dwelling.heating_costs',
    })),
});
export const services = () => ({
  blueprint: '9f2c41aa',
  services: [
    {
      id: 'housing_benefit_rent',
      name: both('Wohngeld (Mietzuschuss)', 'Housing benefit (rent)'),
      verified: false,
      leika: '99107023',
      fields: 11,
      requirements: 5,
    },
    {
      id: 'parental_allowance',
      name: both('Elterngeld', 'Parental allowance'),
      verified: true,
      leika: null,
      fields: 20,
      requirements: 8,
    },
  ],
  kinds: [
    { id: 'application_form', label: both('Antragsformular', 'Application form') },
    { id: 'rent_certificate', label: both('Mietbescheinigung', 'Rent certificate') },
  ],
});
export const models = () => ({
  encoder: {
    name: 'multilingual-e5-small',
    revision: '614241f',
    licence: 'MIT',
    dimension: 384,
    digest: '1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f',
    prompt: 'v1',
  },
  state: 'ready',
  blueprint: {
    version: '9f2c41aa',
    services: 16,
    verified_services: 5,
    issues: [{ code: 'unverified', file: 'services/parental_allowance.toml', detail: 'requirement tax' }],
  },
  regulations: { passages: 18_342, laws: 73 },
  suggestions: { total: 1204, reviewed: 610, accepted: 552, amended: 41, rejected: 17, abstained: 88 },
});
const source = (part) => ({
  service: null,
  taken: 0,
  last_taken_at: null,
  refused: 0,
  last_refusals: [],
  last_look_at: '2026-11-20T10:00:00Z',
  last_good_look_at: '2026-11-20T10:00:00Z',
  waiting: 0,
  problem: null,
  ...part,
});
export const intakeSources = () => [
  source({
    name: 'scanner-flur',
    kind: 'folder',
    channel: 'scan',
    service: 'housing_benefit_rent',
    taken: 412,
    last_taken_at: '2026-11-20T09:58:00Z',
    refused: 2,
    last_refusals: [
      { at: '2026-11-19T08:00:00Z', code: 'file_too_large', file_name: 'Gesamtakte_Öztürk_2019-2026.pdf' },
      { at: '2026-11-18T08:00:00Z', code: 'nested_folder', file_name: 'Montag' },
    ],
  }),
  source({
    name: 'antraege@amt.example',
    kind: 'mailbox',
    channel: 'mail',
    taken: 1_204,
    last_taken_at: '2026-11-19T16:31:00Z',
    refused: 1,
    last_refusals: [
      {
        at: '2026-11-17T08:00:00Z',
        code: 'number_reused',
        file_name: 'INBOX/1795420781/20',
      },
    ],
    last_good_look_at: '2026-11-19T16:31:00Z',
    waiting: 3,
    problem: 'mailbox_sign_in',
  }),
  source({
    name: 'portal',
    kind: 'folder',
    channel: 'portal',
    last_look_at: null,
    last_good_look_at: null,
    waiting: null,
  }),
];
export const session = (role) => ({
  user: { id: 'u1', username: 'a.yilmaz', display_name: 'Aylin Yılmaz', role },
  csrf_token: 'token',
  expires_at: new Date(Date.now() + 8 * 3_600_000).toISOString(),
  assistance: {
    models: 'ready',
    encoder: 'multilingual-e5-small@1571fc98',
    blueprint: '9f2c41aa',
    regulations: 18_342,
  },
});
/** What stands on a form and no field asks for: a remark, and answers to other questions. */
export const otherEntries = () => [
  {
    label: 'Anmerkung',
    handwritten: false,
    place: {
      document_id: 'd1',
      page: 1,
      box: [0.4, 0.666, 0.87, 0.692],
      text: 'Bitte nur nachmittags anrufen.',
    },
  },
  {
    label: 'Beruf',
    handwritten: false,
    place: { document_id: 'd1', page: 1, box: [0.4, 0.617, 0.87, 0.643], text: 'Floristin' },
  },
];
/** How suggestions on a field fared: 97 of 100, or too few of them. */
export const reliability = (n) => ({
  days: 90,
  minimum_n: 50,
  taken: n < 50 ? { value: null, low: null, high: null, n } : { value: 0.97, low: 0.959, high: 0.979, n },
});
/** The running week has too few cases; weeks before it have ten and more. */
export function requestFigures(weeks, has) {
  const spread = (median) => ({ lower_quartile: median - 3, median, upper_quartile: median + 6 });
  const first = Date.UTC(2026, 10, 16) - (weeks - 1) * 7 * 86_400_000;
  const asked = (at) =>
    has
      ? { number: at === weeks - 1 ? 4 : 12, days: at === weeks - 1 ? null : spread(6 + (at % 4)) }
      : { number: 0, days: null };
  return {
    minimum_n: 10,
    over_all: has ? { number: 12 * weeks - 8, days: spread(7) } : { number: 0, days: null },
    asked_once: has
      ? { value: 0.82, low: 0.74, high: 0.88, n: 101 }
      : { value: null, low: null, high: null, n: 0 },
    weeks: Array.from({ length: weeks }, (_, at) => ({
      monday: new Date(first + at * 7 * 86_400_000).toISOString().slice(0, 10),
      asked: asked(at),
    })),
  };
}
