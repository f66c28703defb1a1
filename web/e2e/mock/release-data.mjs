// Invented decisions that wait for a second person, were sent back, or were opened again.
import { detail, openPoints } from './data.mjs';

export const PROPOSAL = '0c9d1c1e-0000-7000-8000-0000000000a1';
const author = { id: 'u2', display_name: 'Aylin Yılmaz' };
const clerk = { id: 'u1', display_name: 'Jonas Becker' };

export const proposal = (more = {}) => ({
  id: PROPOSAL,
  case_version: 7,
  outcome: 'rejected',
  reasons: 'Die angeforderten Unterlagen wurden nicht nachgereicht.',
  open_points: openPoints().items,
  by: author,
  at: '2026-11-19T09:30:00Z',
  answer: null,
  ...more,
});

export const unchanged = { facts: [], opened: [], closed: [] };
export const changes = {
  facts: [
    {
      subject: { kind: 'field', key: 'dwelling.total_rent' },
      label: { de: 'Gesamtmiete', en: 'Total rent' },
      before: '812.00',
      after: '821.00',
      by: clerk,
    },
    {
      subject: { kind: 'requirement', key: 'tenancy' },
      label: { de: 'Mietvertrag', en: 'Tenancy agreement' },
      before: null,
      after: 'present',
      by: clerk,
    },
  ],
  opened: [],
  closed: [
    { kind: 'requirement_missing', key: 'tenancy', label: { de: 'Mietvertrag', en: 'Tenancy agreement' } },
  ],
};

export const decision = (more = {}) => ({
  id: 'd1',
  outcome: 'granted',
  reasons: 'Die Voraussetzungen liegen vor.',
  open_points: [],
  by: author,
  at: '2026-11-18T08:00:00Z',
  released_by: null,
  reopening: null,
  ...more,
});

const ground = (word, citation, verified = true) => ({
  ground: word,
  legal_bases: [{ citation, law: 'SGB 10', verified }],
});

export const file = (more = {}) => ({
  version: 7,
  four_eyes: ['partly_granted', 'rejected'],
  decisions: [],
  proposals: [],
  reopenings: [],
  waiting: null,
  grounds: [
    ground('objection', '§ 62 SGB X'),
    ground('new_facts', '§ 48 SGB X'),
    ground('withdrawal', '§ 44 SGB X'),
    ground('revocation', '§ 46 SGB X', false),
    ground('clerical_error', '§ 38 SGB X'),
  ],
  ...more,
});

/** A case whose decision waits, as a person sees it. */
export const waitingFile = (more = {}) =>
  file({
    proposals: [proposal()],
    waiting: { proposal: proposal(), changes: unchanged, obstacle: null, ...more },
  });

/** One that was decided, opened again, sent back once, and decided anew. */
export const decidedFile = () =>
  file({
    decisions: [
      decision(),
      decision({
        id: 'd2',
        outcome: 'partly_granted',
        at: '2026-11-20T08:00:00Z',
        released_by: clerk,
        reopening: 'r1',
      }),
    ],
    reopenings: [
      {
        id: 'r1',
        decision: 'd1',
        ground: 'withdrawal',
        reasons: 'Das Einkommen war zu niedrig angesetzt.',
        by: author,
        at: '2026-11-19T08:00:00Z',
      },
    ],
    proposals: [
      proposal({
        answer: {
          verdict: 'sent_back',
          reason: 'Die Anhörung fehlt.',
          by: clerk,
          at: '2026-11-19T10:00:00Z',
        },
      }),
    ],
  });

export const releases = () => ({
  total: 2,
  items: [
    {
      case: { ...detail({ state: 'awaiting_release' }) },
      proposal: proposal(),
      obstacle: null,
      changed: false,
    },
    {
      case: { ...detail({ id: 'c9', reference: 'WG-2026-004799', applicant_name: null }) },
      proposal: proposal({ id: 'p2', outcome: 'partly_granted' }),
      obstacle: 'reviewed',
      changed: true,
    },
  ],
});
