// One required document: state, why, norm, evidence, and the clerk's verdict with a reason.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { DraftHint } from '../../components/DraftHint';
import { Icon, type IconName } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import { fieldsQuery } from '../../lib/api/queries';
import type { RequirementItem, RequirementState, ReviewReason } from '../../lib/api/types';
import { drafts, placeOf } from '../../lib/drafts';
import { formatDate, formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useDraft } from '../../lib/use-draft';
import { ConflictBanner } from './ConflictBanner';
import { useCase } from './case-context';
import { ReasonPicker } from './ReasonPicker';
import { ShowPlace } from './ShowPlace';
import type { Reviews } from './useReviews';
import { WaiverForm } from './WaiverForm';

const ICON: Record<RequirementState, IconName> = {
  missing: 'warn',
  unclear: 'question',
  present: 'check',
  not_required: 'dash',
  waived: 'hand',
};
const STATES: readonly RequirementState[] = ['missing', 'unclear', 'present', 'not_required', 'waived'];

function useRequirement(item: RequirementItem, reviews: Reviews) {
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const save = async (
    state: RequirementState | null,
    reason: ReviewReason | null = null,
    note: string | null = null,
    base: string | null = item.review?.id ?? null,
  ) => {
    const suggested = item.suggestion?.value ?? null;
    const accepted = state === null;
    const waived = state === 'waived';
    setError(null);
    try {
      const saved = await reviews.submit(
        {
          subject: { kind: 'requirement', key: item.requirement },
          suggestion_id: item.suggestion?.id ?? null,
          verdict: accepted ? 'accepted' : waived ? 'waived' : suggested === null ? 'entered' : 'amended',
          value: waived ? null : state,
          evidence: accepted ? (item.suggestion?.evidence ?? []) : [],
          reason: accepted ? null : reason,
          note,
          shown: { value: suggested, why: item.why.de, confidence: item.suggestion?.confidence ?? null },
          dwell_ms: null,
        },
        base,
      );
      if (!saved) return true;
      announce(m.completeness.saved(item.label[language], m.codes.requirementState[state ?? item.state]));
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    }
  };
  return { save, error };
}

export function RequirementRow({ item, reviews }: { item: RequirementItem; reviews: Reviews }) {
  const { m, language } = useMessages();
  const { detail, readOnly } = useCase();
  const { save, error } = useRequirement(item, reviews);
  // A row moves between the lists when its state changes, so the conflict is kept by the page.
  const conflict = reviews.conflict?.request.subject.key === item.requirement ? reviews.conflict : null;
  const place = placeOf.requirement(item.requirement);
  const [editing, setEditing] = useState(() => !readOnly && drafts.read(detail.id, place) !== null);
  const evidence = item.review?.evidence[0] ?? item.suggestion?.evidence[0];
  const changed =
    item.review !== null && item.suggested_state !== null && item.suggested_state !== item.state;
  return (
    <li className={`requirement ${item.state}`} data-requirement={item.requirement}>
      <span className="requirement-state">
        <Icon name={ICON[item.state]} />
        {m.codes.requirementState[item.state]}
      </span>
      <div className="requirement-body">
        <p className="requirement-title">
          <strong>{item.label[language]}</strong>
          {item.new_since && (
            <span className="tag info">{m.completeness.newSince(formatDate(item.new_since, language))}</span>
          )}
          {!item.verified && (
            <span className="tag unverified" title={m.common.unverifiedHint}>
              {m.common.unverified}
            </span>
          )}
          <span className="norms">
            {item.legal_bases.map((norm) => (
              <Link key={norm.citation} to="/recht" search={{ q: norm.citation }}>
                {norm.citation}
              </Link>
            ))}
          </span>
        </p>
        <p>{item.why[language]}</p>
        <Ground item={item} />
        {item.state === 'missing' && <p className="meta">{m.codes.demand[item.demand]}</p>}
        {needsKinds(item) && (
          <p className="meta">
            {m.completeness.accepts}: {item.kinds.map((kind) => kind.label[language]).join(', ')}
          </p>
        )}
        {item.review && (
          <p className="meta review-line">
            {m.codes.verdict[item.review.verdict]}:{' '}
            {m.fields.by(item.review.by.display_name, formatInstant(item.review.at, language))}
            {item.review.reason && `, ${m.codes.reason[item.review.reason]}`}
            {item.review.note && ` · ${item.review.note}`}
            {changed && item.suggested_state && (
              <> · {m.completeness.suggested(m.codes.requirementState[item.suggested_state])}</>
            )}
          </p>
        )}
        {error !== null && <ErrorPanel error={error} />}
        {conflict && (
          <ConflictBanner
            conflict={conflict}
            name={item.label[language]}
            suggested={item.suggestion?.value ?? null}
            show={(value) => sentence(m, 'requirementState', value)}
            onMine={reviews.keepMine}
            onTheirs={reviews.keepTheirs}
          />
        )}
        {editing && (
          <StateEditor
            item={item}
            onCancel={() => setEditing(false)}
            onSave={async (...typed) => {
              if (await save(...typed)) setEditing(false);
            }}
          />
        )}
      </div>
      {!editing && (
        <div className="requirement-actions">
          <ShowPlace place={evidence} of={item.label[language]} />
          {!readOnly && !item.review && item.suggestion?.value != null && (
            <Button
              small
              icon="check"
              aria-label={`${m.completeness.confirm}: ${item.label[language]}`}
              onPress={() => void save(null)}
            >
              {m.completeness.confirm}
            </Button>
          )}
          {!readOnly && (
            <Button
              small
              kind="quiet"
              aria-label={`${m.assignment.choose}: ${item.label[language]}`}
              onPress={() => setEditing(true)}
            >
              {m.assignment.choose}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** What the state rests on; an open condition names the entries that decide it, in the reader's language. */
function Ground({ item }: { item: RequirementItem }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const remark = item.suggestion?.remarks.find((one) => !NO_GROUND.includes(one.code));
  if (!remark || item.review) return null;
  const named = (remark.parameters.fields ?? '')
    .split(',')
    .map((id) => fields.find((field) => field.id === id)?.label[language]);
  const rule = remark.parameters[`condition_${language}`];
  const labels = named.every(Boolean) ? named.join(', ') : remark.parameters.labels;
  return (
    <p className="ground">
      {sentence(m, 'remark', remark.code, { ...remark.parameters, ...(labels && { labels }) }).replace(
        '?.',
        '?',
      )}
      {rule && <> {m.completeness.rule(rule)}</>}
    </p>
  );
}

const NO_GROUND = ['freshness', 'norms_cited', 'norms_found'];

const needsKinds = (item: RequirementItem) =>
  item.kinds.length > 0 && item.state !== 'not_required' && item.state !== 'waived';

function StateEditor({
  item,
  onSave,
  onCancel,
}: {
  item: RequirementItem;
  onSave: (
    state: RequirementState,
    reason: ReviewReason | null,
    note: string | null,
    base: string | null,
  ) => void;
  onCancel: () => void;
}) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const initial = { state: null as string | null, note: '' };
  const draft = useDraft(detail.id, placeOf.requirement(item.requirement), initial, item.review?.id ?? null);
  const { note } = draft.value;
  const state = STATES.find((key) => key === draft.value.state) ?? null;
  const cancel = () => {
    draft.discard();
    onCancel();
  };
  return (
    <div className="state-editor">
      <DraftHint draft={draft} of={item.label[language]} />
      <Choice
        label={m.completeness.newState}
        value={state}
        placeholder={m.fields.choosePlaceholder}
        onChange={(key) => draft.change({ state: key })}
        items={STATES.filter((key) => key !== item.state).map((key) => ({
          id: key,
          label: m.codes.requirementState[key],
        }))}
        autoFocus={!draft.restored}
      />
      {state === null ? (
        <Button small kind="quiet" onPress={cancel}>
          {m.common.cancel}
        </Button>
      ) : state === 'waived' ? (
        <WaiverForm
          note={note}
          onNote={(next) => draft.change({ note: next })}
          onCancel={cancel}
          onWaive={(words) => onSave(state, null, words, draft.base)}
        />
      ) : (
        <ReasonPicker
          question={m.fields.reasonWhy}
          note={note}
          onNote={(next) => draft.change({ note: next })}
          autoFocus={!draft.restored}
          onCancel={cancel}
          onPick={(reason) => onSave(state, reason, note.trim() || null, draft.base)}
        />
      )}
    </div>
  );
}
