// What is known of a case, each with where it comes from: suggested by the machine, or settled by whom and when.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { servicesQuery } from '../../lib/api/queries';
import type {
  CaseDetail,
  Completeness,
  DocumentView,
  Evidence,
  FieldView,
  OtherEntry,
  ReviewView,
  SuggestionView,
} from '../../lib/api/types';
import { isContradicted, sourcesOf } from '../../lib/contradiction';
import { documentLabel, documentName } from '../../lib/documents';
import { inWalkingOrder } from '../../lib/duplicates';
import { evidenceOf } from '../../lib/evidence';
import { daysBetween, formatDate, formatInstant, showValue, today } from '../../lib/format';
import { type Messages, useMessages } from '../../lib/i18n';
import { useEntryWords } from '../../lib/i18n/words/entries';
import { fileNoteWords } from '../../lib/i18n/words/file-note';
import { Lines, Sheet } from './Sheet';

type Known = { review: ReviewView | null; suggestion: SuggestionView | null };

/** Who vouches for it; what nobody looked at says so. */
function Origin({ review, suggestion }: Known) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  if (review && review.verdict !== 'withdrawn')
    return (
      <>
        {m.codes.verdict[review.verdict]}:{' '}
        {m.fields.by(review.by.display_name, formatInstant(review.at, language))}
      </>
    );
  if (!suggestion) return <>{words.empty}</>;
  if (suggestion.alternatives.length > 0) return <span className="unreviewed">{words.contradicted}</span>;
  return <span className="unreviewed">{suggestion.value === null ? words.silent : words.suggested}</span>;
}

/** The value that counts; a withdrawn review leaves the suggestion. */
const knownValue = ({ review, suggestion }: Known): string | null =>
  review && review.verdict !== 'withdrawn' ? review.value : (suggestion?.value ?? null);

/** Document and page; the page alone where the document is none of this case. */
function placeText({ document_id, page }: Evidence, { documents }: CaseDetail, m: Messages): string {
  const document = documents.find(({ id }) => id === document_id);
  const where = `${m.common.page} ${page}`;
  return document ? `${documentName(document, m)}, ${where}` : where;
}

export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  const services = useQuery(servicesQuery).data?.services ?? [];
  const service = services.find(({ id }) => id === detail.service)?.name[language] ?? detail.service;
  const due = detail.due_on;
  const facts: [string, ReactNode][] = [
    [words.reference, detail.reference],
    [words.applicant, detail.applicant_name ?? m.queue.nameUnknown],
    [
      words.service,
      service === null
        ? m.queue.serviceUnknown
        : `${service}${detail.service_confirmed ? '' : ` (${words.serviceOpen})`}`,
    ],
    [m.case.received, formatDate(detail.received_on, language)],
    [
      m.case.due,
      due ? `${formatDate(due, language)} (${m.queue.due(daysBetween(today(), due))})` : m.queue.noDue,
    ],
    [words.caseState, words.states[detail.state]],
    [m.case.assignee, detail.assignee?.display_name ?? m.common.nobody],
  ];
  return (
    <Sheet title={words.head}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

export function Documents({ detail }: { detail: CaseDetail }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  const kinds = useQuery(servicesQuery).data?.kinds ?? [];
  const documents = inWalkingOrder(detail.documents);
  const kindOf = ({ kind, kind_review }: DocumentView) => {
    const value = knownValue({ review: kind_review, suggestion: kind });
    return kinds.find(({ id }) => id === value)?.label[language] ?? value ?? '–';
  };
  return (
    <Lines
      title={words.documents}
      columns={[words.document, words.kind, words.origin, words.pages, words.received]}
      rows={documents.map((document) => ({
        key: document.id,
        cells: [
          documentLabel(document, documents, m),
          kindOf(document),
          <Origin key="origin" review={document.kind_review} suggestion={document.kind} />,
          document.pages.length,
          formatDate(document.received_on, language),
        ],
      }))}
    />
  );
}

export function Fields({ detail, fields }: { detail: CaseDetail; fields: readonly FieldView[] }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  const said = (field: FieldView, value: string) => {
    const { text, unit } = showValue(field.kind, value, field.options, language, m.common);
    return unit ? `${text} ${unit}` : text;
  };
  const show = (field: FieldView) => {
    // What documents state differently and nobody settled: each of it, with its place, none before the others.
    if (isContradicted(field)) {
      const sources = sourcesOf(field.suggestion, detail.documents);
      return sources.map(({ value }) => said(field, value)).join(' / ');
    }
    const value = knownValue(field);
    return value === null ? '–' : said(field, value);
  };
  const places = (field: FieldView) => {
    const all = isContradicted(field)
      ? sourcesOf(field.suggestion, detail.documents).flatMap(({ evidence }) => evidence)
      : evidenceOf(field);
    return [...new Set(all.map((place) => placeText(place, detail, m)))].join('; ') || '–';
  };
  return (
    <>
      <p className="meta">{words.note}</p>
      <Lines
        title={words.fields}
        columns={[words.field, words.value, words.origin, words.place]}
        rows={fields.map((field) => ({
          key: field.id,
          cells: [
            field.label[language],
            show(field),
            <Origin key="origin" review={field.review} suggestion={field.suggestion} />,
            places(field),
          ],
        }))}
      />
    </>
  );
}

export function Requirements({ items }: { items: Completeness['items'] }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  return (
    <Lines
      title={m.completeness.title}
      columns={[words.requirement, words.requirementState, words.origin, words.norms]}
      rows={items.map((item) => ({
        key: item.requirement,
        cells: [
          item.label[language],
          m.codes.requirementState[item.state],
          <Origin key="origin" review={item.review} suggestion={item.suggestion} />,
          item.legal_bases.map(({ citation }) => citation).join('; ') || '–',
        ],
      }))}
    />
  );
}

/** What no field asks for is no less part of the file (§ 24 VwVfG). */
export function Remarks({ detail, items }: { detail: CaseDetail; items: readonly OtherEntry[] }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  const { words: entries } = useEntryWords();
  return (
    <Lines
      title={entries.title}
      columns={[words.field, words.value, words.place]}
      rows={items.map(({ label, place, handwritten }) => ({
        key: `${place.document_id}-${place.page}-${place.box.join()}`,
        cells: [label, handwritten ? entries.byHand : place.text, placeText(place, detail, m)],
      }))}
    />
  );
}
