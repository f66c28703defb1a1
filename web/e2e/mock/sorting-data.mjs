// Invented new post: a scan with two documents in it and a letter, and a second post behind it.
import { detail, review, row, suggestion } from './data.mjs';

export const POST = '0190a000-0000-7000-8000-0000000000f1';
export const NEXT = '0190a000-0000-7000-8000-0000000000f2';
export const SCAN = '0190a000-0000-7000-8000-0000000000a1';
export const LETTER = '0190a000-0000-7000-8000-0000000000a2';
export const ATTACHMENT = '0190a000-0000-7000-8000-0000000000a3';
export const OTHER = 'c2';
export const REFERENCE = 'AK-2026-000469';

const fresh = { assignee: null, fields_reviewed: 0, service_confirmed: false };
const first = { ...fresh, id: POST, reference: 'AK-2026-000480' };
const second = { ...fresh, id: NEXT, reference: 'AK-2026-000481', applicant_name: 'Özdemir, Kemal' };
export const rows = () => [row(first), row(second)];

const numbersOf = (pages) =>
  pages.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
export const partId = (pages) => `${SCAN}-${pages}`;

const kindOf = (id, value, said) => ({
  kind: suggestion({ kind: 'document_kind', key: id }, value, value ? 'high' : null, []),
  kind_review: said ?? null,
});

/** The documents of the post: `division` is the review of the scan's division, `kinds` reviews by document, `gone` ids of
 * documents that count for other cases, `attached` puts an attachment into the letter. */
export function documents({ division = null, kinds = {}, gone = [], pages = 4, attached = false } = {}) {
  const [form] = detail().documents;
  const page = (number) => ({ ...form.pages[0], number });
  const bare = {
    ...form,
    rescan: null,
    rescan_review: null,
    division: null,
    division_review: null,
    issues: [],
  };
  const scan = {
    ...bare,
    id: SCAN,
    file_name: 'Scan.pdf',
    pages: Array.from({ length: pages }, (_, index) => page(index + 1)),
    ...kindOf(SCAN, 'application_form', kinds[SCAN]),
    division: suggestion({ kind: 'division', key: SCAN }, '1,2;4', 'high', []),
    division_review: division,
  };
  const parts = (division?.value ?? '')
    .split(';')
    .filter(Boolean)
    .map((text) => ({
      ...bare,
      id: partId(text),
      file_name: 'Scan.pdf',
      part_of: {
        document: SCAN,
        part: `pages:${text}`,
        declared_name: 'Scan.pdf',
        declared_type: null,
        pages: text,
      },
      pages: numbersOf(text).map(page),
      ...kindOf(partId(text), text.startsWith('1') ? 'application_form' : null, kinds[partId(text)]),
    }));
  const letter = {
    ...bare,
    id: LETTER,
    file_name: 'Anschreiben.pdf',
    pages: [page(1)],
    ...kindOf(LETTER, 'rent_certificate', kinds[LETTER]),
  };
  const attachment = {
    ...bare,
    id: ATTACHMENT,
    file_name: 'Mietvertrag.pdf',
    part_of: {
      document: LETTER,
      part: '2',
      declared_name: 'Mietvertrag.pdf',
      declared_type: null,
      pages: null,
    },
    pages: [page(1)],
    ...kindOf(ATTACHMENT, null, kinds[ATTACHMENT]),
  };
  return [scan, ...parts, letter, ...(attached ? [attachment] : [])].filter(
    (document) => !gone.includes(document.id),
  );
}

export const post = (state = {}, more = {}) => detail({ ...first, documents: documents(state), ...more });

export const likely = (document = LETTER) => ({
  case_id: OTHER,
  reference: REFERENCE,
  version: 12,
  state: 'awaiting_documents',
  service: 'housing_benefit_rent',
  applicant_name: 'Özdemir, Kemal',
  received_on: '2026-11-02',
  grounds: ['reference'],
  evidence: [{ document_id: document, page: 1, box: [0.1, 0.1, 0.3, 0.12], text: REFERENCE }],
});

export const joining = (more = {}) => ({
  into: null,
  joined: [],
  placed: [],
  taken: [],
  may_be_joined: true,
  likely: [likely()],
  ...more,
});

export const placed = (document_id, file_name = 'Anschreiben.pdf', pages = null) => ({
  document_id,
  file_name,
  pages,
  case_id: OTHER,
  reference: REFERENCE,
  version: 13,
  ground: 'reference',
  by: { id: 'u1', display_name: 'Aylin Yılmaz' },
  at: '2026-11-20T09:15:00.000000Z',
});

/** What the screen asks for, without anything done to it. */
export function answer(path, query, has) {
  if (path === '/api/cases' && query.get('limit') === '200')
    return { total: has ? 2 : 0, counts: {}, items: has ? rows() : [] };
  if (path === `/api/cases/${POST}`) return post({ division: review('entered', '1-3;4') });
  if (path === `/api/cases/${NEXT}`) return detail({ ...second });
  if (path === `/api/cases/${POST}/joining`) return joining({ placed: [placed('gone', 'Vollmacht.pdf')] });
  if (path === `/api/cases/${NEXT}/joining`) return joining({ likely: [] });
  return null;
}
