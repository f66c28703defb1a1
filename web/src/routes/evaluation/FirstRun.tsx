// How to make the first run: the commands as one types them, with the folder that this server looks into.
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../components/Panels';
import { runningQuery } from '../../lib/api/evaluation-queries';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { useRunningWords } from '../../lib/i18n/words/running';

/** A path as a shell takes it. */
const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

export function FirstRun({ folder }: { folder: string }) {
  const { e } = useEvaluationWords();
  const { r } = useRunningWords();
  const canStart = useQuery(runningQuery).data?.can_start ?? false;
  const cases = quoted(`${folder}/cases`);
  const commands = [
    `aktenlage samples ${cases}`,
    `aktenlage evaluate --cases ${cases} --out ${quoted(`${folder}/erster-lauf`)}`,
  ];
  return (
    <Empty
      icon="chart"
      action={
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
          <section className="commands" tabIndex={0} aria-label={e.first.commands}>
            <pre>
              <code>{commands.join('\n')}</code>
            </pre>
          </section>
          <p className="meta">{e.first.after}</p>
        </>
      }
    >
      <strong>{e.first.none}</strong> {canStart ? r.byButton : e.first.text}
    </Empty>
  );
}
