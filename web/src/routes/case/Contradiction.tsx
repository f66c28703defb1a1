// Two sources that name different values: both side by side, neither preselected.
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { Evidence } from '../../lib/api/types';
import type { NumberedField } from '../../lib/field-order';
import { showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';
import { ShownValue } from './FieldRow';
import { ShowPlace } from './ShowPlace';
import type { FieldReview } from './useFieldReview';

export function Contradiction({
  entry,
  review,
  expanded,
}: {
  entry: NumberedField;
  review: FieldReview;
  expanded: boolean;
}) {
  const { m, language } = useMessages();
  const { detail, readOnly } = useCase();
  const { field } = entry;
  const suggestion = field.suggestion;
  if (!suggestion) return null;
  const fileOf = (evidence: Evidence | undefined) =>
    detail.documents.find((document) => document.id === evidence?.document_id)?.file_name ?? '';
  if (!expanded) {
    const values = [suggestion.value, ...suggestion.alternatives.map((other) => other.value)]
      .filter((value) => value !== null)
      .map((value) => showValue(field.kind, value, field.options, language, m.common).text);
    return (
      <p className="remark warning">
        <Icon name="warn" />
        {m.fields.contradiction} {values.join(' / ')}
      </p>
    );
  }
  const firstDocument = suggestion.evidence[0]?.document_id;
  const sources = [
    ...(suggestion.value === null
      ? []
      : [{ value: suggestion.value, evidence: suggestion.evidence, first: true }]),
    ...suggestion.alternatives.map((other) => ({
      value: other.value,
      evidence: other.evidence,
      first: false,
    })),
  ];
  const take = (source: (typeof sources)[number]) => {
    if (source.first) return review.confirm(entry);
    const [place] = source.evidence;
    review.recordOrReport(entry, {
      verdict: 'amended',
      value: source.value,
      evidence: source.evidence,
      reason: place && place.document_id !== firstDocument ? 'other_document' : 'wrong_place',
    });
  };
  return (
    <div className="contradiction">
      <p className="remark warning">
        <Icon name="warn" />
        {m.fields.contradiction}
      </p>
      <ul className="sources">
        {sources.map((source) => {
          const [place] = source.evidence;
          return (
            <li key={`${source.value}-${place?.document_id}-${place?.page}`}>
              <div className="field-value-line">
                <p className="field-value">
                  <ShownValue field={field} value={source.value} />
                </p>
                <ShowPlace place={place} />
              </div>
              {place && (
                <p className="meta">
                  {fileOf(place)}, {m.common.page} {place.page}
                </p>
              )}
              {!readOnly && (
                <Button small onPress={() => take(source)}>
                  {source.first && review.asked === field.id ? m.fields.takeShown : m.fields.take}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
