// One error: label beside suggestion, and the part of the page where each is said to stand.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Loaded } from '../../components/Panels';
import { itemQuery } from '../../lib/api/evaluation-queries';
import type { EvaluationItem, EvaluationPlace } from '../../lib/api/types';
import { cropOf, type EvaluationTask, percent } from '../../lib/evaluation';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { useLabels } from './labels';

export function ErrorItem({
  run,
  item,
  isBusy,
  onFlag,
}: {
  run: string;
  item: EvaluationItem;
  isBusy: boolean;
  onFlag: (isWrong: boolean) => void;
}) {
  const { m, language } = useMessages();
  const { e } = useEvaluationWords();
  const { label, service, channel } = useLabels();
  const [isOpen, setOpen] = useState(false);
  const e2 = e.errors;
  const shown = (value: string | null) =>
    value === null ? <span className="no-value">{e2.nothing}</span> : label(item.task, value);
  const name = item.item === '' ? e.tasks.service : item.item;
  return (
    <li className="error-item" data-item={item.number}>
      <div className="error-head">
        <h2>{name}</h2>
        <span className="tag">{e2.verdicts[item.verdict] ?? item.verdict}</span>
        <span className="meta">
          {[
            e.tasks[item.task as EvaluationTask] ?? item.task,
            item.case,
            service(item.service),
            channel(item.channel),
          ].join(' · ')}
        </span>
      </div>
      <dl className="error-facts">
        <div>
          <dt>{e2.truth}</dt>
          <dd>{shown(item.truth)}</dd>
        </div>
        <div>
          <dt>{e2.suggested}</dt>
          <dd>{shown(item.suggested)}</dd>
        </div>
        {item.probability !== null && (
          <div>
            <dt>{e2.probability}</dt>
            <dd>{percent(item.probability, language)}</dd>
          </div>
        )}
        {item.abstention !== null && (
          <div>
            <dt>{e2.reason}</dt>
            <dd>{sentence(m, 'abstention', item.abstention)}</dd>
          </div>
        )}
      </dl>
      <div className="error-actions">
        {item.flag === null ? (
          <Button
            small
            icon="question"
            shortcut="doubtLabel"
            isDisabled={isBusy}
            onPress={() => onFlag(true)}
          >
            {e2.flag}
          </Button>
        ) : (
          <>
            <span className="tag warning">{e2.flaggedAt(formatInstant(item.flag.at, language))}</span>
            <Button small icon="undo" shortcut="trustLabel" isDisabled={isBusy} onPress={() => onFlag(false)}>
              {e2.unflag}
            </Button>
          </>
        )}
      </div>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{e2.places}</summary>
        {isOpen && <Places run={run} number={item.number} />}
      </details>
    </li>
  );
}

function Places({ run, number }: { run: string; number: number }) {
  const { e } = useEvaluationWords();
  const query = useQuery(itemQuery(run, number));
  return (
    <Loaded query={query} rows={2}>
      {({ places }) =>
        places.length === 0 ? (
          <p className="meta">{e.errors.noPlaces}</p>
        ) : (
          <div className="crops">
            {places.map((place, at) => (
              <Crop
                key={`${place.of}${place.file}${place.page}${place.box.join()}`}
                place={place}
                address={`/api/evaluations/${encodeURIComponent(run)}/items/${number}/page?place=${at}`}
              />
            ))}
          </div>
        )
      }
    </Loaded>
  );
}

/** A part of a page with the place outlined. How high a page is, only its picture tells. */
function Crop({ place, address }: { place: EvaluationPlace; address: string }) {
  const { e } = useEvaluationWords();
  const [ratio, setRatio] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const [left, top, right, bottom] = place.box as [number, number, number, number];
  const { x, y, width, height } = cropOf([left, top, right, bottom]);
  const of = place.of === 'truth' ? e.errors.ofTruth : e.errors.ofSuggestion;
  const share = (value: number) => `${100 * value}%`;
  return (
    <figure className="crop">
      <figcaption className="meta">
        {of}: {e.errors.page(place.file, place.page)}
      </figcaption>
      {failed ? (
        <p className="meta">{e.errors.notDrawn}</p>
      ) : (
        <div className="crop-frame" style={{ aspectRatio: `${width} / ${height * (ratio ?? Math.SQRT2)}` }}>
          <img
            src={address}
            alt={e.errors.crop(of, place.file, place.page)}
            style={{ width: share(1 / width), left: share(-x / width), top: share(-y / height) }}
            onLoad={(event) => {
              const picture = event.currentTarget;
              if (picture.naturalWidth > 0) setRatio(picture.naturalHeight / picture.naturalWidth);
            }}
            onError={() => setFailed(true)}
          />
          {ratio !== null && (
            <span
              className="crop-box"
              style={{
                left: share((left - x) / width),
                top: share((top - y) / height),
                width: share((right - left) / width),
                height: share((bottom - top) / height),
              }}
            />
          )}
        </div>
      )}
    </figure>
  );
}
