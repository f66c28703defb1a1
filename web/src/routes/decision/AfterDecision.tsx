// After a decision: what happened, and the next case one key away. The way back to this one stands beside it.
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Banner } from '../../components/Panels';
import type { CaseRow, Outcome } from '../../lib/api/types';
import { daysBetween, formatDate, today } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { nextCaseWords } from '../../lib/i18n/words/next-case';
import { lastQueue } from '../../lib/next-case';

/** `next` is null where nothing is left to do, and undefined where the list could not be asked for. */
export type Done = { caseId: string; outcome: Outcome; submitted: boolean; next: CaseRow | null | undefined };

// The key that sent the form may still be held down: only a new press opens a case.
const ignoreRepeat = (event: React.KeyboardEvent) => {
  if (event.repeat) event.preventDefault();
};

export function AfterDecision({ caseId, outcome, submitted, next }: Done) {
  const { m, language } = useMessages();
  const words = nextCaseWords[language];
  const first = useRef<HTMLAnchorElement>(null);
  const queue = lastQueue();
  useEffect(() => first.current?.focus({ focusVisible: true }), []);
  const due = next?.due_on;
  return (
    <>
      <Banner tone="success">
        <p>
          <strong>{(submitted ? words.submitted : words.recorded)(m.codes.outcome[outcome])}</strong>
        </p>
      </Banner>
      <section className="panel" aria-labelledby="next-case">
        <h2 id="next-case">{words.title}</h2>
        {next === undefined ? (
          <p>{words.unknown}</p>
        ) : next === null ? (
          <p>{queue ? words.none : words.noneOfOwn}</p>
        ) : (
          <p>
            {queue ? words.fromQueue : words.fromOwn}{' '}
            <strong>{next.applicant_name ?? m.queue.nameUnknown}</strong>
            {due ? ` · ${formatDate(due, language)}, ${m.queue.due(daysBetween(today(), due))}` : ''}
          </p>
        )}
        <div className="form-actions">
          {next ? (
            <Link
              ref={first}
              className="button primary"
              to="/akten/$id/angaben"
              params={{ id: next.id }}
              onKeyDown={ignoreRepeat}
            >
              {words.next(next.reference)}
            </Link>
          ) : (
            <Link
              ref={first}
              className="button primary"
              to="/eingang"
              search={queue ?? {}}
              onKeyDown={ignoreRepeat}
            >
              {words.queue}
            </Link>
          )}
          <Link className="button" to="/akten/$id/verlauf" params={{ id: caseId }}>
            {words.history}
          </Link>
        </div>
      </section>
    </>
  );
}
