// A practice case on the invented pages, with its truth, and a server that compares and forgets.
import { detail, fields } from './data.mjs';

const both = (de, en) => ({ de, en });
const summary = (id, title) => ({
  id,
  title: both(title, `${title} (English)`),
  about: both('Zwei Unterlagen nennen Beträge zur selben Wohnung.', 'Two documents name amounts.'),
  service: both('Wohngeld (Mietzuschuss)', 'Housing benefit'),
  documents: 2,
  fields: 4,
});

export const list = () => ({
  items: [
    summary('01-rent', 'Formular und Mietvertrag'),
    summary('02-two-rents', 'Antrag und Bescheinigung'),
  ],
});

const known = new Map(fields().map((field) => [field.id, field]));
const rent = known.get('dwelling.total_rent');
const places = rent.suggestion.alternatives[0].evidence;
const without = (id) => ({ ...known.get(id), review: null });

/** What is true, and why it could have been seen. */
const TRUTH = {
  'applicant.family_name': ['Musterfrau', known.get('applicant.family_name').suggestion.evidence, null],
  'dwelling.total_rent': ['821.00', places, 'Neben dem Kasten steht ein anderes Wort.'],
  'dwelling.heating_costs': [
    '96.50',
    known.get('dwelling.heating_costs').suggestion.evidence,
    'Es steht da.',
  ],
  'household.member_count': ['3', known.get('household.member_count').suggestion.evidence, null],
};

export const shown = (has) => ({
  ...summary('01-rent', 'Formular und Mietvertrag'),
  received_on: '2026-11-12',
  documents: has ? detail().documents.map(({ id, file_name, pages }) => ({ id, file_name, pages })) : [],
  fields: has
    ? [
        without('applicant.family_name'),
        {
          ...without('dwelling.total_rent'),
          suggestion: {
            ...rent.suggestion,
            confidence: 'high',
            probability: 0.93,
            alternatives: [],
            remarks: [],
          },
        },
        without('dwelling.heating_costs'),
        without('household.member_count'),
      ]
    : [],
});

function outcomeOf(suggested, truth, answer) {
  if (!answer || answer.verdict === 'unclear') return 'left_open';
  if (answer.verdict === 'accepted') return suggested === truth ? 'followed_right' : 'followed_wrong';
  if (answer.verdict === 'rejected') return suggested === truth ? 'rejected_right' : 'rejected_wrong';
  return answer.value === truth ? 'found_yourself' : 'entered_wrong';
}

/** Compares, and notes what was sent to it. */
export function practiceServer() {
  const sent = [];
  const asked = [];
  const override = ({ method, path, body }) => {
    asked.push(`${method} ${path}`);
    if (method !== 'POST' || path !== '/api/practice/01-rent/result') return null;
    const { answers } = body();
    sent.push(answers);
    const findings = shown(true).fields.map(({ id, suggestion }) => {
      const [truth, where, why] = TRUTH[id];
      const answer = answers.find((one) => one.field === id);
      return {
        field: id,
        outcome: outcomeOf(suggestion.value, truth, answer),
        verdict: answer?.verdict ?? null,
        answered: answer?.value ?? null,
        suggested: suggestion.value,
        truth,
        places: where,
        why: why === null ? null : both(why, 'It showed.'),
      };
    });
    return { json: { findings } };
  };
  return { sent, asked, override };
}
