// Which documents look like the one that is shown, what a person said of that, and the way to see both side by side.
import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import type { DocumentView } from '../../lib/api/types';
import { documentLabel } from '../../lib/documents';
import { DISTINCT, type Pair, pairKey, pairsOf, setAside } from '../../lib/duplicates';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { duplicateWords } from '../../lib/i18n/words/duplicates';
import { ConflictBanner } from './ConflictBanner';
import { useCase } from './case-context';
import { usePairReview } from './usePairReview';

const Comparison = lazy(async () => ({ default: (await import('./Comparison')).Comparison }));

export function Duplicates({ document }: { document: DocumentView }) {
  const { language } = useMessages();
  const { detail } = useCase();
  const pairs = pairsOf(document, detail);
  if (pairs.length === 0) return null;
  return (
    <section className="rescan duplicates" aria-label={duplicateWords[language].title}>
      {pairs.map((pair) => (
        <PairRow key={pairKey(pair.document.id, pair.other.id)} pair={pair} />
      ))}
    </section>
  );
}

/** What a person said of the pair; `null` while nobody has. */
function useSaid({ document, other, review }: Pair): string | null {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const { detail } = useCase();
  if (!review?.value) return null;
  const say =
    review.value === DISTINCT
      ? words.distinct
      : review.value === setAside(document.id)
        ? words.aside
        : words.otherAside;
  return say(
    documentLabel(other, detail.documents, m),
    review.by.display_name,
    formatInstant(review.at, language),
  );
}

function PairRow({ pair }: { pair: Pair }) {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const { detail, readOnly } = useCase();
  const row = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { save, error, reviews, show } = usePairReview(pair);
  const said = useSaid(pair);
  const name = documentLabel(pair.other, detail.documents, m);
  return (
    <div ref={row} tabIndex={-1} className="duplicate-pair">
      <p>
        <Icon name={said ? 'check' : 'question'} /> <strong>{said ?? words.possible(name)}</strong>
      </p>
      {pair.remarks.length > 0 && (
        <ul>
          {pair.remarks.map((remark) => (
            <li key={`${remark.code}-${remark.parameters.page ?? ''}-${remark.parameters.other_page ?? ''}`}>
              {sentence(m, 'remark', remark.code, remark.parameters)}
            </li>
          ))}
        </ul>
      )}
      {error !== null && !isOpen && <ErrorPanel error={error} />}
      {reviews.conflict && !isOpen && (
        <ConflictBanner
          conflict={reviews.conflict}
          name={words.name}
          suggested={null}
          show={show}
          onMine={reviews.keepMine}
          onTheirs={reviews.keepTheirs}
        />
      )}
      <div className="editor-actions">
        <Button small icon="eye" aria-label={words.compareWith(name)} onPress={() => setOpen(true)}>
          {words.compare}
        </Button>
        {said !== null && !readOnly && (
          <Button
            small
            kind="quiet"
            icon="undo"
            aria-label={words.takeBackOf(name)}
            onPress={() => {
              row.current?.focus();
              void save(null);
            }}
          >
            {words.takeBack}
          </Button>
        )}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <Comparison
            pair={pair}
            onClose={() => setOpen(false)}
            onSay={readOnly ? null : save}
            problem={
              <>
                {error !== null && <ErrorPanel error={error} />}
                {reviews.conflict && (
                  <ConflictBanner
                    conflict={reviews.conflict}
                    name={words.name}
                    suggested={null}
                    show={show}
                    onMine={reviews.keepMine}
                    onTheirs={reviews.keepTheirs}
                  />
                )}
              </>
            }
          />
        </Suspense>
      )}
    </div>
  );
}
