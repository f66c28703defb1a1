// Invented answers about letters: what is missing, what the rules propose, a draft, and what was sent.
export const TENANCY_TEXT = 'Bitte senden Sie uns eine Bescheinigung über die Miete und die Heizkosten.';
const both = (de, en) => ({ de, en });
const norm = (citation, verified = true) => ({ citation, law: 'WoGG', verified });
const clerk = { id: 'u1', display_name: 'Aylin Yılmaz' };

/** A working day far enough from today, whatever day the tests run on: the screen compares it with nothing. */
export const DUE_ON = '2030-12-17';

const item = (requirement, de, en, text, more = {}) => ({
  requirement,
  label: both(de, en),
  text,
  state: 'missing',
  settled: true,
  demand: 'yes',
  refusal: null,
  needs_reason: false,
  asked_on: null,
  legal_bases: [norm('§ 22 Abs. 1 WoGG')],
  ...more,
});

export const items = () => [
  item('rent', 'Mietbescheinigung mit Heizkosten', 'Rent certificate with heating', TENANCY_TEXT),
  item(
    'income',
    'Verdienstbescheinigung der letzten zwölf Monate',
    'Proof of income',
    'Bitte senden Sie uns Ihre Lohnabrechnungen der letzten zwölf Monate.',
    {
      settled: false,
      demand: 'query_first',
      needs_reason: true,
      legal_bases: [norm('§ 23 Abs. 4 WoGG', false)],
    },
  ),
  item(
    'students',
    'Immatrikulationsbescheinigung',
    'Enrolment certificate',
    'Bitte senden Sie uns die Bescheinigung der Hochschule.',
    { state: 'unclear', asked_on: '2026-11-02' },
  ),
  item('loan', 'Unterlagen zu einem privaten Darlehen', 'Papers of a private loan', '', {
    demand: 'no',
    refusal: 'must_not_be_asked',
    legal_bases: [],
  }),
];

const notice = (id, de, en, verified, by_rule) => ({
  id,
  label: both(de, en),
  text: [
    'Erfundener Hinweis für die Prüfung der Oberfläche.',
    'Fehlt nach dem {due_on} noch etwas, entscheiden wir nach dem, was vorliegt.',
  ],
  legal_bases: [norm(verified ? '§ 66 Abs. 1 SGB I' : 'Art. 26 Abs. 2 BayVwVfG', verified)],
  verified,
  by_rule,
});

const DEADLINE = {
  dispatched_on: '2030-11-22',
  delivered_on: '2030-11-26',
  delivery_days: 4,
  delivery_basis: norm('§ 37 Abs. 2 SGB X'),
  days: 21,
  last_day: DUE_ON,
  steps: [
    step('day_of_event', '2030-11-26', '§ 187 Abs. 1 BGB'),
    { ...step('counted', DUE_ON, '§ 188 Abs. 1 BGB'), length: { months: 0, days: 21 } },
  ],
};

function step(rule, day, norm) {
  return { rule, day, norm, length: null, from: null, until: null, day_off: null, holiday: null };
}

export const KINDS = ['document_request', 'acknowledgement', 'hearing', 'transfer', 'transfer_notice'];
const setsDay = (kind) => kind === 'document_request' || kind === 'hearing';
export const OFFICE = ['Landratsamt Musterland', 'Hauptstraße 10', '00001 Musterstadt'];

/** What the blueprint says; what the clerk says stands in braces. */
const texts = (kind) => ({
  subject: 'Wohngeld: ein erfundener Brief',
  salutation: 'Guten Tag {name},',
  opening: ['Ihr Schreiben ist am 20. November 2026 bei uns eingegangen.'],
  complete: ['Nach heutigem Stand ist alles da.'],
  items_heading: 'Das brauchen wir noch',
  items_closing: ['Kopien genügen uns.'],
  intended_heading: 'Was wir vorhaben',
  grounds_heading: kind === 'hearing' ? 'Worauf wir uns stützen' : 'Warum eine andere Stelle zuständig ist',
  deadline_heading: 'Bis wann',
  deadline: ['Bitte antworten Sie bis zum {due_on}.'],
  legal_heading: 'Was das Gesetz dazu sagt',
  duration_heading: 'Wie es weitergeht',
  duration: ['Das dauert etwa {weeks} Wochen.'],
  closing: ['Haben Sie Fragen? Rufen Sie uns an.'],
  sign_off: 'Mit freundlichen Grüßen',
});

const proposal = (kind, missing) => ({
  kind,
  draft_version: 0,
  recipient: kind === 'transfer' ? [] : ['Erika Sabine Musterfrau', 'Beispielweg 3', '86150 Beispielstadt'],
  recipient_confirmed: false,
  items: kind === 'document_request' || kind === 'acknowledgement' ? missing : [],
  deadline: setsDay(kind) ? DEADLINE : null,
  authorities: kind === 'transfer' ? [{ name: OFFICE[0], address: OFFICE }] : [],
  texts: texts(kind),
  legal_notices:
    kind !== 'acknowledgement'
      ? [
          notice(
            'social_benefits',
            'Sozialleistung: Versagung bis zur Nachholung',
            'Social benefit: refusal until the person cooperates',
            true,
            true,
          ),
          notice(
            'general',
            'Allgemein: Entscheidung nach dem, was vorliegt',
            'General: decision on what is there',
            false,
            false,
          ),
        ]
      : [],
});

/** What a clerk wrote; the fresh one is what the rules alone say. */
export const content = (kind, more = {}) => ({
  recipient: [],
  items: [],
  due_on: setsDay(kind) ? DUE_ON : null,
  legal_notice: kind === 'acknowledgement' ? null : 'social_benefits',
  legal_notice_reason: null,
  expected_weeks: null,
  grounds: null,
  intended_decision: null,
  note: null,
  ...more,
});

export const draft = (kind, version = 0, more = {}, rest = {}) => ({
  version,
  kind,
  content: content(kind, more),
  by: version === 0 ? null : clerk,
  at: version === 0 ? null : '2026-11-22T10:42:00.000000Z',
  problems: [
    { field: 'items', code: 'empty' },
    { field: 'recipient', code: 'empty' },
  ],
  ...rest,
});

export const sentLetter = (kind, more = {}) => ({
  id: '0190a000-0000-7000-8000-0000000000e1',
  kind,
  content: content(kind, {
    recipient: ['Erika Sabine Musterfrau', 'Beispielweg 3', '86150 Beispielstadt'],
    items: [{ requirement: 'rent', text: TENANCY_TEXT, reason: null, ask_again: false }],
  }),
  sha256: '3f2a'.repeat(16),
  size_bytes: 41_230,
  in_outbox: true,
  by: clerk,
  at: '2026-11-22T11:05:00.000000Z',
  ...more,
});

/** All letters of a case; without what is missing and what was sent where a test asks for it. */
export const letters = ({ missing = items(), sent = [], version = 7 } = {}) => ({
  version,
  letters: sent,
  proposals: KINDS.map((kind) => proposal(kind, missing)),
});
