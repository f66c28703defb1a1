// D3 Kalibrierung: whether stated certainty is true, and how many suggestions a threshold leaves.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Empty, Loaded } from '../../components/Panels';
import { calibrationQuery, reportQuery } from '../../lib/api/evaluation-queries';
import { TASKS } from '../../lib/evaluation';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { Coverage } from './Coverage';
import { useLabels } from './labels';
import { Reliability } from './Reliability';
import { RunPage, TaskChoice, useRun } from './RunPage';

export function CalibrationPage() {
  const { e } = useEvaluationWords();
  const { channel } = useLabels();
  const run = useRun();
  const { aufgabe } = useSearch({ from: '/auswertung/$lauf/sicherheit' });
  const navigate = useNavigate({ from: '/auswertung/$lauf/sicherheit' });
  const report = useQuery(reportQuery(run));
  const there = TASKS.filter((task) => report.data?.tasks.some((one) => one.task === task));
  const task = aufgabe ?? there[0] ?? 'field';
  const query = useQuery({ ...calibrationQuery(run, task), enabled: there.includes(task) });
  const what = e.tasks[task];
  return (
    <RunPage tab="calibration">
      <Loaded query={report}>
        {() =>
          !there.includes(task) ? (
            <Empty icon="chart">{e.confusion.nothing}</Empty>
          ) : (
            <div className="stack">
              <TaskChoice
                value={task}
                tasks={there}
                onChange={(next) => void navigate({ search: { aufgabe: next }, replace: true })}
              />
              <Loaded query={query} rows={8}>
                {({ minimum_n: minimum, parts: [overall, ...channels] }) =>
                  overall === undefined ? (
                    <Empty icon="chart">{e.confusion.nothing}</Empty>
                  ) : (
                    <>
                      <div className="panels">
                        <section className="panel">
                          <h2>{e.calibration.reliability}</h2>
                          <Reliability what={what} part={overall} minimum={minimum} />
                        </section>
                        <section className="panel">
                          <h2>{e.calibration.coverage}</h2>
                          <Coverage key={task} what={what} task={task} part={overall} minimum={minimum} />
                        </section>
                      </div>
                      {channels.length > 0 && (
                        <section className="panel">
                          <h2>
                            {e.calibration.reliability} {e.calibration.channels}
                          </h2>
                          <div className="multiples">
                            {channels.map((part) => (
                              <div key={part.channel}>
                                <h3>{channel(part.channel ?? '')}</h3>
                                <Reliability
                                  what={`${what}, ${channel(part.channel ?? '')}`}
                                  part={part}
                                  minimum={minimum}
                                />
                              </div>
                            ))}
                          </div>
                        </section>
                      )}
                    </>
                  )
                }
              </Loaded>
            </div>
          )
        }
      </Loaded>
    </RunPage>
  );
}
