// C2 Angaben: the workbench. Fields with suggestions, least certain first, beside the page they come from.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { Segments } from '../../components/Choice';
import { Empty, ErrorPanel, Loaded } from '../../components/Panels';
import { RovingGrid } from '../../components/RovingGrid';
import { fieldsQuery } from '../../lib/api/queries';
import type { FieldView } from '../../lib/api/types';
import { applicantFields } from '../../lib/clerk-questions';
import { type FieldOrder, isCounted, isOpen, needsLook, orderFields } from '../../lib/field-order';
import { useMessages } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';
import { Assignment } from './Assignment';
import { ClerkQuestions } from './ClerkQuestions';
import { useCase } from './case-context';
import { FieldRow } from './FieldRow';
import { UndoBar } from './UndoBar';
import { type FieldReview, useFieldReview } from './useFieldReview';

export function FieldsPage() {
  const { m } = useMessages();
  const { detail } = useCase();
  const query = useQuery(fieldsQuery(detail.id));
  return (
    <div className="side-body fields-side">
      <div className="side-scroll">
        <h2 className="visually-hidden">{m.case.tabs.fields}</h2>
        <Assignment />
        <Loaded query={query} rows={8}>
          {({ fields }) => (
            <>
              <Fields fields={applicantFields(fields)} />
              <ClerkQuestions folded />
            </>
          )}
        </Loaded>
      </div>
      <DecisionFoot open={query.data && applicantFields(query.data.fields).filter(needsLook).length} />
    </div>
  );
}

function useFieldKeys(
  review: FieldReview,
  readOnly: boolean,
  details: string | null,
  setDetails: (id: string | null) => void,
) {
  const entry = review.active;
  // While a value is being edited, a key must not act on the suggestion behind the editor.
  const isEditing = review.editing?.fieldId === entry?.field.id;
  const act = (run: () => void) => (entry && !readOnly && !isEditing ? run : undefined);
  const handlers = {
    confirm: act(() => entry && review.confirm(entry)),
    amend: act(() => entry && review.setEditing({ fieldId: entry.field.id, mode: 'value' })),
    pickWords: act(() => entry && review.setEditing({ fieldId: entry.field.id, mode: 'value', pick: true })),
    reject: act(() => {
      if (entry && entry.field.suggestion?.value != null)
        review.setEditing({ fieldId: entry.field.id, mode: 'reject' });
    }),
    unclear: act(() => entry && review.recordOrReport(entry, { verdict: 'unclear' })),
    undo: review.undo ? review.runUndo : undefined,
    nextOpen: review.goToNextOpen,
    details: () => entry && setDetails(details === entry.field.id ? null : entry.field.id),
  };
  useShortcuts(
    Object.fromEntries(Object.entries(handlers).filter(([, run]) => run)) as Record<string, () => void>,
  );
}

function Fields({ fields }: { fields: readonly FieldView[] }) {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  const [order, setOrder] = useState<FieldOrder>('uncertain');
  const [details, setDetails] = useState<string | null>(null);
  const ordered = useMemo(() => orderFields(fields, order), [fields, order]);
  const review = useFieldReview(ordered);
  useFieldKeys(review, readOnly, details, setDetails);
  if (fields.length === 0) {
    return (
      <Empty icon="list">
        {m.fields.emptyTitle} {detail.service === null && m.fields.emptyService}
      </Empty>
    );
  }
  const done = fields.filter((field) => !isOpen(field)).length;
  return (
    <>
      <div className="fields-head">
        <Segments
          look="joined"
          label={m.fields.order}
          value={order}
          onChange={(value) => setOrder(value as FieldOrder)}
          items={[
            { id: 'uncertain', label: m.fields.uncertainFirst },
            { id: 'form', label: m.fields.formOrder },
          ]}
        />
        <span className="meta">{m.fields.reviewed(done, fields.filter(isCounted).length)}</span>
        {!readOnly && (
          <Button small kind="quiet" shortcut="nextOpen" onPress={review.goToNextOpen}>
            {m.fields.nextOpen}
          </Button>
        )}
      </div>
      {review.error !== null && <ErrorPanel error={review.error} />}
      <RovingGrid
        label={order === 'uncertain' ? m.fields.list : m.fields.listForm}
        ids={ordered.map((entry) => entry.field.id)}
        activeId={review.active?.field.id ?? null}
        onActivate={(id) => review.activate(id)}
        onEnter={(id) => !readOnly && review.setEditing({ fieldId: id, mode: 'value' })}
        focusTurn={review.focusTurn}
        renderRow={(id) => {
          const entry = ordered.find((candidate) => candidate.field.id === id);
          return (
            entry && (
              <FieldRow
                entry={entry}
                review={review}
                active={review.active?.field.id === id}
                showDetails={details === id}
                onDetails={() => setDetails(details === id ? null : id)}
              />
            )
          );
        }}
        rowClass={(id) => {
          const field = fields.find((candidate) => candidate.id === id);
          const mark = field?.suggestion?.confidence ?? 'none';
          return `field mark-${mark} ${field?.review ? `reviewed verdict-${field.review.verdict}` : 'open'}`;
        }}
      />
      {review.undo && <UndoBar entry={review.undo} onUndo={review.runUndo} />}
    </>
  );
}

function DecisionFoot({ open }: { open: number | undefined }) {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  return (
    <footer className="decision-foot">
      <p>
        <strong>{open === undefined ? '' : m.case.openLeft(open)}</strong>
      </p>
      {!readOnly && (
        <Link to="/akten/$id/nachforderung" params={{ id: detail.id }} className="button">
          {m.codes.letterKind.document_request}
        </Link>
      )}
      {(!readOnly || detail.decision || detail.state === 'awaiting_release') && (
        <Link to="/akten/$id/entscheidung" params={{ id: detail.id }} className="button primary">
          {detail.state === 'awaiting_release'
            ? m.releases.see
            : detail.decision
              ? m.decision.recordedTitle
              : m.case.recordDecision}
        </Link>
      )}
    </footer>
  );
}
