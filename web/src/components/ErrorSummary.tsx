// What is missing in a form, at the top, with links to the fields. Takes the focus when it is made: give it a new key
// for each attempt, and it stays quiet while somebody corrects.
import { useEffect, useRef } from 'react';

/** `id` is that of the element to go to, or `null` where there is none. */
export type SummaryLine = { id: string | null; text: string };

const INPUTS = 'textarea, input:not([type=hidden]), [role=spinbutton], button';

function goTo(id: string): void {
  const target = document.getElementById(id);
  const inner = target?.matches(INPUTS) ? target : target?.querySelector<HTMLElement>(INPUTS);
  (inner ?? target)?.focus();
}

export function ErrorSummary({ title, lines }: { title: string; lines: readonly SummaryLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  if (lines.length === 0) return null;
  return (
    <div className="banner danger error-summary" role="alert" ref={box} tabIndex={-1}>
      <div className="banner-body">
        <h2>{title}</h2>
        <ul>
          {lines.map(({ id, text }) => (
            <li key={`${id} ${text}`}>
              {id === null ? (
                text
              ) : (
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo(id);
                  }}
                >
                  {text}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
