// What the server answers about samples, invented.
import { both, CASE } from './data.mjs';

const theCase = { id: CASE, reference: 'AK-2026-000471' };
const rent = { id: 'dwelling.total_rent', label: both('Gesamtmiete', 'Total rent') };
const born = { id: 'applicant.date_of_birth', label: both('Geburtsdatum', 'Date of birth') };
const iban = { id: 'bank.iban', label: both('IBAN', 'IBAN') };

const none = {
  plan: { share_ppm: 0, fields: 3 },
  minimum_n: 30,
  drawn: 0,
  open: 0,
  not_entered: 0,
  silent: 0,
  unclear: 0,
  agreement: { value: null, low: null, high: null, n: 0 },
  power: { error_rate: 0.03, confidence: 0.95, needed: 99 },
  differing: [],
  cases: [],
};

export const samples = (has) =>
  has
    ? {
        ...none,
        plan: { share_ppm: 50_000, fields: 3 },
        drawn: 18,
        open: 3,
        not_entered: 1,
        silent: 1,
        unclear: 1,
        agreement: { value: 0.9375, low: 0.831616, high: 0.978518, n: 48 },
        differing: [
          {
            case: theCase,
            ...rent,
            kind: 'money',
            options: [],
            entered: '821.00',
            suggested: '812.00',
            at: '2026-11-20T09:30:00Z',
          },
          {
            case: theCase,
            ...born,
            kind: 'date',
            options: [],
            entered: '1964-12-08',
            suggested: '1964-08-12',
            at: '2026-11-19T09:30:00Z',
          },
        ],
        cases: [
          {
            case: theCase,
            drawn_at: '2026-11-18T08:00:00Z',
            fields: [
              { ...rent, state: 'different' },
              { ...born, state: 'different' },
              { ...iban, state: 'same' },
            ],
          },
          {
            case: { id: '019351f0-0000-7000-8000-0000000000b2', reference: 'AK-2026-000470' },
            drawn_at: '2026-11-17T08:00:00Z',
            fields: [],
          },
        ],
      }
    : none;
