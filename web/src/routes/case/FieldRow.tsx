// One field: number, label, value with its origin, certainty, and what one can do with it.
import { Button } from '../../components/Button';
import { Confidence } from '../../components/Confidence';
import { DraftMark } from '../../components/DraftHint';
import { Icon, type IconName } from '../../components/Icon';
import type { FieldView, Verdict } from '../../lib/api/types';
import { hasContradiction, isContradicted, proposedValue, sourcesOf } from '../../lib/contradiction';
import { placeOf } from '../../lib/drafts';
import type { NumberedField } from '../../lib/field-order';
import { formatInstant, showValue } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useDraftPlaces } from '../../lib/use-draft';
import { FieldConflict } from './ConflictBanner';
import { Contradiction } from './Contradiction';
import { useCase } from './case-context';
import { FieldDetails } from './FieldDetails';
import { FieldEditor } from './FieldEditor';
import { RejectPicker } from './ReasonPicker';
import { remarkIcon } from './remark-icon';
import { SampleFirst, SampleReveal } from './SampleNote';
import { ShowPlace } from './ShowPlace';
import type { FieldReview } from './useFieldReview';

const VERDICT_ICON: Record<Verdict, IconName> = {
  accepted: 'check',
  amended: 'pen',
  rejected: 'cross',
  unclear: 'question',
  entered: 'hand',
  waived: 'dash',
  withdrawn: 'undo',
};

export function StateWord({ field }: { field: FieldView }) {
  const { m } = useMessages();
  const verdict = field.review?.verdict;
  return (
    <span className={`state ${verdict ?? 'open'}`}>
      <Icon name={verdict ? VERDICT_ICON[verdict] : 'eye'} />
      {verdict ? m.codes.verdict[verdict] : m.common.open}
    </span>
  );
}

export function ShownValue({ field, value }: { field: FieldView; value: string | null }) {
  const { m, language } = useMessages();
  if (value === null) return <span className="no-value">{m.fields.noValue}</span>;
  const shown = showValue(field.kind, value, field.options, language, m.common);
  return (
    <>
      <span className="value">{shown.text}</span>
      {shown.unit && <span className="unit">{shown.unit}</span>}
    </>
  );
}

type Props = {
  entry: NumberedField;
  review: FieldReview;
  active: boolean;
  showDetails: boolean;
  onDetails: () => void;
};

/** The value that counts now: the person's if there is one, else the suggestion's. While documents contradict each
 * other there is none, and that is said in its place. */
function HeadValue({ field }: { field: FieldView }) {
  const { m } = useMessages();
  const { readOnly } = useCase();
  if (field.hidden_by_sample) return <SampleFirst />;
  if (!isContradicted(field))
    return <ShownValue field={field} value={field.review ? field.review.value : proposedValue(field)} />;
  return (
    <span className="unsettled">
      <Icon name="warn" />
      {readOnly ? m.fields.contradiction : m.fields.contradictionOpen}
    </span>
  );
}

export function FieldRow({ entry, review, active, showDetails, onDetails }: Props) {
  const { language } = useMessages();
  const { detail } = useCase();
  const { field, number } = entry;
  const places = useDraftPlaces(detail.id);
  const editing = review.editing?.fieldId === field.id ? review.editing.mode : null;
  const conflict = review.conflict?.request.subject.key === field.id ? review.conflict : null;
  const waits = places.includes(placeOf.field(field.id)) || places.includes(placeOf.reject(field.id));
  const draftMark = waits && !editing && <DraftMark />;
  const backToRow = () => review.activate(field.id, { focus: true });
  if (field.review && !active && !editing && !conflict) {
    return (
      <div className="field-line">
        <span className="number">{number}</span>
        <span className="field-label">
          {field.label[language]} {draftMark}
        </span>
        <span className="field-value">
          <ShownValue field={field} value={field.review.value} />
        </span>
        <StateWord field={field} />
      </div>
    );
  }
  return (
    <>
      <div className="field-top">
        <span className="number">{number}</span>
        <span className="field-label">{field.label[language]}</span>
        <span className="field-marks">
          {draftMark}
          {active && <StateWord field={field} />}
          {!isContradicted(field) && !field.hidden_by_sample && (
            <Confidence level={field.suggestion?.confidence ?? null} />
          )}
        </span>
      </div>
      {editing === 'value' ? (
        <FieldEditor entry={entry} review={review} />
      ) : (
        <div className="field-value-line">
          <p className="field-value">
            <HeadValue field={field} />
          </p>
          {active ? (
            <FieldLooks field={field} showDetails={showDetails} onDetails={onDetails} />
          ) : (
            <StateWord field={field} />
          )}
        </div>
      )}
      {conflict && (
        <FieldConflict
          field={field}
          conflict={conflict}
          onMine={() => review.keepMine().then(backToRow)}
          onTheirs={() => {
            review.keepTheirs();
            backToRow();
          }}
        />
      )}
      {!field.review && !hasContradiction(field) && <Remarks field={field} />}
      {hasContradiction(field) && !editing && (
        <Contradiction entry={entry} review={review} expanded={active && !field.review} />
      )}
      {editing === 'reject' && <RejectPicker entry={entry} review={review} />}
      {active && !editing && <FieldActions entry={entry} review={review} />}
      {active && field.review && <ReviewLine field={field} />}
      {active && field.review?.reveal_mode === 'blind' && <SampleReveal field={field} />}
      {active && showDetails && <FieldDetails field={field} />}
    </>
  );
}

/** Remarks that say better than the kind of silence why there is no value. */
const TELLING = [
  'not_on_form',
  'tick_unsure',
  'no_tick_seen',
  'no_signature_seen',
  'signature_unsure',
  'handwritten',
];

/** Why there is no value, or the first remark: shown as a sentence with a sign that fits it. */
function Remarks({ field }: { field: FieldView }) {
  const { m } = useMessages();
  const suggestion = field.suggestion;
  if (suggestion?.abstained) {
    const telling = suggestion.remarks.find((remark) => TELLING.includes(remark.code));
    return (
      <p className="remark">
        <Icon name="dash" />
        {telling
          ? sentence(m, 'remark', telling.code, telling.parameters)
          : sentence(m, 'abstention', suggestion.abstained)}
      </p>
    );
  }
  const [first] = suggestion?.remarks ?? [];
  if (!first || suggestion?.confidence === 'high') return null;
  return (
    <p className="remark">
      <Icon name={remarkIcon(first.code)} />
      {sentence(m, 'remark', first.code, first.parameters)}
    </p>
  );
}

function ReviewLine({ field }: { field: FieldView }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const review = field.review;
  if (!review) return null;
  const changed = review.verdict === 'amended' || review.verdict === 'rejected';
  const old = sourcesOf(field.suggestion, detail.documents).map(
    ({ value }) => showValue(field.kind, value, field.options, language, m.common).text,
  );
  return (
    <p className="meta review-line">
      {m.fields.by(review.by.display_name, formatInstant(review.at, language))}
      {review.reason && `, ${m.codes.reason[review.reason]}`}
      {changed && old.length > 0 && <> · {m.fields.original(old.join(' / '))}</>}
      {review.note && <> · {review.note}</>}
    </p>
  );
}

/** What only looks: the place in the document and where the value comes from. */
function FieldLooks({
  field,
  showDetails,
  onDetails,
}: { field: FieldView } & Pick<Props, 'showDetails' | 'onDetails'>) {
  const { m } = useMessages();
  return (
    <span className="field-looks">
      {!hasContradiction(field) && <ShowPlace place={field.suggestion?.evidence[0]} />}
      <Button small kind="quiet" shortcut="details" aria-expanded={showDetails} onPress={onDetails}>
        {showDetails ? m.fields.hideDetails : m.fields.details}
      </Button>
    </span>
  );
}

/** What counts: the verdict on the suggestion, or taking it back. */
function FieldActions({ entry, review }: Pick<Props, 'entry' | 'review'>) {
  const { m } = useMessages();
  const { readOnly } = useCase();
  const { field } = entry;
  const hasSuggestion = field.suggestion?.value != null;
  // Nothing to confirm or to correct: a source is taken where it stands, or a value entered.
  const isProposed = proposedValue(field) !== null;
  const edit = (word: string) => (
    <Button
      small
      icon="pen"
      shortcut="amend"
      onPress={() => review.setEditing({ fieldId: field.id, mode: 'value' })}
    >
      {word}
    </Button>
  );
  if (readOnly) return null;
  return (
    <div className="field-actions">
      {field.review && (
        <>
          <Button small icon="undo" onPress={() => review.recordOrReport(entry, { verdict: 'withdrawn' })}>
            {m.fields.withdraw}
          </Button>
          {edit(m.fields.change)}
        </>
      )}
      {!field.review && (
        <>
          {isProposed && (
            <Button small icon="check" shortcut="confirm" onPress={() => review.confirm(entry)}>
              {review.asked === field.id ? m.fields.confirmShown : m.fields.confirm}
            </Button>
          )}
          {edit(isProposed ? m.fields.amend : hasSuggestion ? m.fields.enterOwn : m.fields.enter)}
          {hasSuggestion && (
            <Button
              small
              icon="cross"
              shortcut="reject"
              onPress={() => review.setEditing({ fieldId: field.id, mode: 'reject' })}
            >
              {m.fields.reject}
            </Button>
          )}
          <Button
            small
            kind="quiet"
            shortcut="unclear"
            onPress={() => review.recordOrReport(entry, { verdict: 'unclear' })}
          >
            {m.fields.unclear}
          </Button>
        </>
      )}
    </div>
  );
}
