// Sources that name different values: side by side in the order of the documents, none preselected, each taken with
// the same number of presses.
import { useEffect, useRef } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { isContradicted, type Source, sourceKey, sourcesOf } from '../../lib/contradiction';
import type { NumberedField } from '../../lib/field-order';
import { showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { type ShortcutId, useShortcuts } from '../../lib/shortcuts';
import { useCase } from './case-context';
import { ShownValue } from './FieldRow';
import { ShowPlace } from './ShowPlace';
import type { FieldReview } from './useFieldReview';

type Props = { entry: NumberedField; review: FieldReview; expanded: boolean };

/** So many have a key of their own; further ones have their button. */
const KEYS: readonly ShortcutId[] = ['source1', 'source2', 'source3', 'source4', 'source5', 'source6'];

export function Contradiction({ entry, review, expanded }: Props) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const { field } = entry;
  const sources = sourcesOf(field.suggestion, detail.documents);
  if (expanded) return <Sources entry={entry} review={review} sources={sources} />;
  const values = sources.map(
    ({ value }) => showValue(field.kind, value, field.options, language, m.common).text,
  );
  // Who has not settled it reads above that there is something to settle.
  const isOpen = isContradicted(field);
  return (
    <p className={isOpen ? 'remark' : 'remark warning'}>
      {!isOpen && <Icon name="warn" />}
      {isOpen ? m.fields.named : m.fields.contradiction} {values.join(' / ')}
    </p>
  );
}

function Sources({ entry, review, sources }: Omit<Props, 'expanded'> & { sources: readonly Source[] }) {
  const { readOnly } = useCase();
  const list = useRef<HTMLUListElement>(null);
  const turn = useRef(review.sourcesTurn);
  useEffect(() => {
    if (turn.current === review.sourcesTurn) return;
    turn.current = review.sourcesTurn;
    list.current?.focus();
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [review.sourcesTurn]);
  useShortcuts(
    readOnly
      ? {}
      : Object.fromEntries(
          KEYS.flatMap((key, at) => {
            const source = sources[at];
            return source ? [[key, () => review.takeSource(entry, source)]] : [];
          }),
        ),
  );
  return (
    <ul ref={list} className="sources" tabIndex={-1}>
      {sources.map((source, at) => (
        <SourceItem
          key={sourceKey(source)}
          entry={entry}
          review={review}
          source={source}
          shortcut={KEYS[at]}
        />
      ))}
    </ul>
  );
}

function SourceItem({
  entry,
  review,
  source,
  shortcut,
}: Omit<Props, 'expanded'> & { source: Source; shortcut: ShortcutId | undefined }) {
  const { m, language } = useMessages();
  const { detail, readOnly } = useCase();
  const { field } = entry;
  const [place] = source.evidence;
  const file = detail.documents.find(({ id }) => id === place?.document_id)?.file_name ?? '';
  const where = place && `${file}, ${m.common.page} ${place.page}`;
  const { text, unit } = showValue(field.kind, source.value, field.options, language, m.common);
  const said = [unit ? `${text} ${unit}` : text, where].filter(Boolean).join(', ');
  const word = review.asked === sourceKey(source) ? m.fields.takeShown : m.fields.take;
  return (
    <li>
      <p className="field-value">
        <ShownValue field={field} value={source.value} />
      </p>
      {where && <p className="meta">{where}</p>}
      <div className="source-actions">
        {!readOnly && (
          <Button small {...(shortcut && { shortcut })} onPress={() => review.takeSource(entry, source)}>
            {word}
            <span className="visually-hidden"> {said}</span>
          </Button>
        )}
        <ShowPlace place={place} {...(where && { of: where })} />
      </div>
    </li>
  );
}
