// The list of fields with their keys: least certain first, one active at a time.
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { Segments } from '../../components/Choice';
import { Empty, ErrorPanel } from '../../components/Panels';
import { RovingGrid } from '../../components/RovingGrid';
import type { FieldView } from '../../lib/api/types';
import { isContradicted } from '../../lib/contradiction';
import { markOfField } from '../../lib/evidence';
import { type FieldOrder, isCounted, isOpen, orderFields } from '../../lib/field-order';
import { useMessages } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';
import { useCase } from './case-context';
import { FieldRow } from './FieldRow';
import { UndoBar } from './UndoBar';
import { type FieldReview, useFieldReview } from './useFieldReview';
import type { Reviews } from './useReviews';

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

/** The fields of a case; `reviews` records what a person makes of them. */
export function FieldList({ fields, reviews }: { fields: readonly FieldView[]; reviews: Reviews }) {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  const [order, setOrder] = useState<FieldOrder>('uncertain');
  const [details, setDetails] = useState<string | null>(null);
  const ordered = useMemo(() => orderFields(fields, order), [fields, order]);
  const review = useFieldReview(ordered, reviews);
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
        rowScope={(id) => {
          const entry = review.active?.field.id === id ? review.active : null;
          return entry && !readOnly && isContradicted(entry.field) ? 'sources' : null;
        }}
        rowClass={(id) => {
          const field = fields.find((candidate) => candidate.id === id);
          const mark = field ? markOfField(field) : 'none';
          return `field mark-${mark} ${field?.review ? `reviewed verdict-${field.review.verdict}` : 'open'}`;
        }}
      />
      {review.undo && <UndoBar entry={review.undo} onUndo={review.runUndo} />}
    </>
  );
}
