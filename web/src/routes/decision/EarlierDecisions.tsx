// What was before: decisions that were opened again, why, and submissions that were not released. Nothing of it goes away.
import type { DecisionFile } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';

type Entry = { id: string; at: string; head: string; text: string };

export function EarlierDecisions({ file, current }: { file: DecisionFile; current: string | undefined }) {
  const { m, language } = useMessages();
  const day = (at: string) => formatInstant(at, language);
  const decisions = file.decisions
    .filter(({ id }) => id !== current)
    .map(({ id, at, outcome, reasons, by }) => ({
      id,
      at,
      head: m.releases.decidedOn(m.codes.outcome[outcome], by.display_name, day(at)),
      text: reasons,
    }));
  const reopenings = file.reopenings.map(({ id, at, ground, reasons, by }) => ({
    id,
    at,
    head: `${m.releases.reopenedOn(by.display_name, day(at))}: ${m.codes.reopeningGround[ground]}`,
    text: reasons,
  }));
  const returned = file.proposals.flatMap(({ id, answer, reasons }): Entry[] =>
    answer === null || answer.verdict === 'released'
      ? []
      : [
          {
            id,
            at: answer.at,
            head: m.releases.answeredOn(
              sentence(m, 'releaseVerdict', answer.verdict),
              answer.by.display_name,
              day(answer.at),
            ),
            text: answer.reason || reasons,
          },
        ],
  );
  const entries = [...decisions, ...reopenings, ...returned].sort((a, b) => b.at.localeCompare(a.at));
  if (entries.length === 0) return null;
  return (
    <section className="panel">
      <h2>{m.releases.earlier}</h2>
      <ol className="earlier">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p>
              <strong>{entry.head}</strong>
            </p>
            <p className="reasons-text">{entry.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
