// Beside an issue that may come from the computer: has the documents read again, says why not now, and what came of it.
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { Button } from '../../components/Button';
import { ErrorPanel } from '../../components/Panels';
import { useMessages } from '../../lib/i18n';
import { useReadAgain } from './useReadAgain';

export function ReadAgain({ next }: { next: RefObject<HTMLElement | null> }) {
  const { m } = useMessages();
  const { mayAsk, ask, isUnderWay, isDone, error } = useReadAgain();
  const section = useRef<HTMLElement>(null);
  // Once the document is read there is nothing to offer any more: who stood here goes on with the document.
  useLayoutEffect(
    () => () => {
      if (section.current?.contains(window.document.activeElement)) next.current?.focus();
    },
    [next],
  );
  if (!mayAsk && error === null) return null;
  return (
    <section className="read-again" aria-label={m.readAgain.button} ref={section} tabIndex={-1}>
      {mayAsk && (
        <>
          <p id="read-again-reason">
            {isUnderWay ? m.readAgain.underWay : isDone ? m.readAgain.still : m.readAgain.hint}
          </p>
          <Button
            small
            aria-describedby="read-again-reason"
            isDisabled={isUnderWay}
            onPress={() => {
              // The button is disabled meanwhile and cannot keep the focus.
              section.current?.focus();
              ask();
            }}
          >
            {m.readAgain.button}
          </Button>
        </>
      )}
      {error !== null && <ErrorPanel error={error} />}
    </section>
  );
}
