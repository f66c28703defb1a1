// What the case is about: the service, and the kind of each document. Suggestions here are confirmed like any other.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice, type ChoiceItem } from '../../components/Choice';
import { Confidence } from '../../components/Confidence';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import { servicesQuery } from '../../lib/api/queries';
import type { ReviewView, Subject, SuggestionView } from '../../lib/api/types';
import { documentLabel, holdsOthersOnly } from '../../lib/documents';
import { sentence, useMessages } from '../../lib/i18n';
import { verdictOn } from '../../lib/verdict';
import { ConflictBanner } from './ConflictBanner';
import { useCase } from './case-context';
import { SetAsideList } from './SetAsideList';
import { useReviews } from './useReviews';

export function Assignment() {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const services = useQuery(servicesQuery).data;
  const serviceItems = (services?.services ?? []).map((entry) => ({
    id: entry.id,
    label: entry.name[language],
  }));
  const kindItems = (services?.kinds ?? []).map((entry) => ({ id: entry.id, label: entry.label[language] }));
  const documents = detail.documents.filter(
    (document) => !holdsOthersOnly(document) && document.set_aside_for === null,
  );
  const open =
    Number(detail.service_review === null) + documents.filter((document) => !document.kind_review).length;
  const [expanded, setExpanded] = useState(detail.service_review === null);
  return (
    <section className="assignment">
      <h3>
        <Button
          kind="quiet"
          small
          icon={expanded ? 'up' : 'down'}
          aria-expanded={expanded}
          onPress={() => setExpanded(!expanded)}
        >
          {m.assignment.title}
          <span className="count">{open > 0 ? m.assignment.open(open) : m.assignment.done}</span>
        </Button>
      </h3>
      {expanded && (
        <ul className="assignment-list">
          <AssignmentRow
            name={m.assignment.service}
            chooseLabel={m.assignment.chooseService}
            subject={{ kind: 'service', key: '' }}
            suggestion={detail.service_suggestion}
            review={detail.service_review}
            items={serviceItems}
          />
          {documents.map((document) => (
            <AssignmentRow
              key={document.id}
              name={documentLabel(document, detail.documents, m)}
              chooseLabel={m.assignment.chooseKind}
              subject={{ kind: 'document_kind', key: document.id }}
              suggestion={document.kind}
              review={document.kind_review ?? null}
              items={kindItems}
            />
          ))}
        </ul>
      )}
      <SetAsideList />
    </section>
  );
}

type RowProps = {
  name: string;
  chooseLabel: string;
  subject: Subject;
  suggestion: SuggestionView | null;
  review: ReviewView | null;
  items: readonly ChoiceItem[];
};

function AssignmentRow({ name, chooseLabel, subject, suggestion, review, items }: RowProps) {
  const { m } = useMessages();
  const { readOnly } = useCase();
  const announce = useAnnounce();
  const reviews = useReviews();
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const value = review ? review.value : (suggestion?.value ?? null);
  const label = items.find((item) => item.id === value)?.label ?? value;
  const save = async (picked: string | null) => {
    setError(null);
    const verdict = verdictOn(suggestion?.value ?? null, picked);
    const same = verdict === 'accepted';
    try {
      const saved = await reviews.submit(
        {
          subject,
          suggestion_id: suggestion?.id ?? null,
          verdict,
          value: same ? null : picked,
          evidence: [],
          reason: verdict === 'amended' ? 'professional_judgement' : null,
          note: null,
          shown: { value: suggestion?.value ?? null, confidence: suggestion?.confidence ?? null },
          dwell_ms: null,
        },
        review?.id ?? null,
      );
      setChoosing(false);
      if (saved) announce(m.assignment.saved(name));
    } catch (caught) {
      setError(caught);
    }
  };
  return (
    <li className={`assignment-row mark-${suggestion?.confidence ?? 'none'}`}>
      <span className="assignment-name">{name}</span>
      <span className="assignment-value">
        {label ?? <span className="no-value">{m.assignment.unknownKind}</span>}
        {!review && suggestion?.abstained && (
          <span className="meta"> {sentence(m, 'abstention', suggestion.abstained)}</span>
        )}
      </span>
      {review ? (
        <span className={`state ${review.verdict}`}>
          <Icon name={review.verdict === 'accepted' ? 'check' : 'pen'} />
          {m.codes.verdict[review.verdict]}
        </span>
      ) : (
        <Confidence level={suggestion?.confidence ?? null} />
      )}
      {!readOnly && (
        <span className="assignment-actions">
          {choosing ? (
            <>
              <Choice
                label={chooseLabel}
                hideLabel
                items={items}
                value={value}
                onChange={(id) => void save(id)}
                autoFocus
              />
              <Button small kind="quiet" onPress={() => setChoosing(false)}>
                {m.common.cancel}
              </Button>
            </>
          ) : (
            <>
              {!review && suggestion?.value != null && (
                <Button
                  small
                  icon="check"
                  aria-label={`${m.fields.confirm}: ${name}`}
                  onPress={() => void save(null)}
                >
                  {m.fields.confirm}
                </Button>
              )}
              <Button
                small
                kind="quiet"
                aria-label={`${m.assignment.choose}: ${name}`}
                onPress={() => setChoosing(true)}
              >
                {m.assignment.choose}
              </Button>
            </>
          )}
        </span>
      )}
      {error !== null && <ErrorPanel error={error} />}
      {reviews.conflict && (
        <ConflictBanner
          conflict={reviews.conflict}
          name={name}
          suggested={suggestion?.value ?? null}
          show={(id) => items.find((item) => item.id === id)?.label ?? id}
          onMine={reviews.keepMine}
          onTheirs={reviews.keepTheirs}
        />
      )}
    </li>
  );
}
