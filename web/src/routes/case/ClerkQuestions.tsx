// Questions to the clerk: open ones with their editors, answered ones folded. Prominent where completeness is
// decided, folded at the end of the entries.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { ErrorPanel } from '../../components/Panels';
import { completenessQuery, fieldsQuery } from '../../lib/api/queries';
import { type NumberedQuestion, questionsOf, waitingFor } from '../../lib/clerk-questions';
import { drafts, placeOf } from '../../lib/drafts';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { FieldConflict } from './ConflictBanner';
import { useCase } from './case-context';
import { ShownValue, StateWord } from './FieldRow';
import { type ItemProps, QuestionItem } from './QuestionItem';
import { ShowPlace } from './ShowPlace';
import { useAnswers } from './useAnswers';

export function ClerkQuestions({ folded = false }: { folded?: boolean }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const questions = questionsOf(fields);
  const open = questions.filter(({ field }) => field.review === null);
  const answered = questions.filter(({ field }) => field.review !== null);
  const isWaiting = useHasDraft(questions);
  if (questions.length === 0) return null;
  const body = <Questions open={open} answered={answered} />;
  if (folded) {
    return (
      <details className="settled question-group" open={isWaiting}>
        <summary>
          {m.questions.group}{' '}
          <span className="count">{m.questions.openOf(open.length, questions.length)}</span>
        </summary>
        {body}
      </details>
    );
  }
  return (
    <section className="questions" aria-labelledby="questions-title">
      <h3 id="questions-title" tabIndex={-1}>
        {open.length > 0 ? m.questions.title(open.length) : m.questions.allAnswered}
      </h3>
      {body}
    </section>
  );
}

/** Whether something typed waited among questions when they were first shown; what is folded then stands open. */
function useHasDraft(questions: readonly NumberedQuestion[]): boolean {
  const { detail, readOnly } = useCase();
  const [found] = useState(() => {
    const places = drafts.placesOf(detail.id);
    return !readOnly && questions.some(({ field }) => places.includes(placeOf.field(field.id)));
  });
  return found;
}

/** When a question is answered, the focus goes to the next one, or to what has been answered. */
function useNextFocus() {
  const region = useRef<HTMLDivElement>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn === 0) return;
    const next =
      region.current?.querySelector<HTMLElement>('[data-question] :is(button, input)') ??
      region.current?.querySelector<HTMLElement>('summary');
    next?.focus();
  }, [turn]);
  return { region, goOn: () => setTurn((old) => old + 1) };
}

function Questions({
  open,
  answered,
}: {
  open: readonly NumberedQuestion[];
  answered: readonly NumberedQuestion[];
}) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const items = useQuery(completenessQuery(detail.id)).data?.items ?? [];
  const answers = useAnswers();
  const isWaiting = useHasDraft(answered);
  const { region, goOn } = useNextFocus();
  const asked = [...open, ...answered].find(
    ({ field }) => field.id === answers.conflict?.request.subject.key,
  );
  const shared = (question: NumberedQuestion): ItemProps => ({
    question,
    waiting: waitingFor(question.field.id, items).map((item) => item.label[language]),
    answers,
  });
  return (
    <div ref={region} className="question-body">
      {answers.error !== null && <ErrorPanel error={answers.error} />}
      {answers.conflict && asked && (
        <FieldConflict
          field={asked.field}
          conflict={answers.conflict}
          onMine={answers.keepMine}
          onTheirs={answers.keepTheirs}
        />
      )}
      {open.length > 0 && (
        <ul className="question-list">
          {open.map((question) => (
            <QuestionItem key={question.field.id} {...shared(question)} onDone={goOn} />
          ))}
        </ul>
      )}
      {answered.length > 0 && (
        <details className="answered" open={isWaiting}>
          <summary>{m.questions.answered(answered.length)}</summary>
          <ul className="question-list">
            {answered.map((question) => (
              <AnsweredItem key={question.field.id} {...shared(question)} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function AnsweredItem({ question, waiting, answers }: ItemProps) {
  const { m, language } = useMessages();
  const { readOnly } = useCase();
  const { field } = question;
  const [editing, setEditing] = useState(useHasDraft([question]));
  const review = field.review;
  if (!review) return null;
  if (editing) {
    const close = () => setEditing(false);
    return (
      <QuestionItem question={question} waiting={waiting} answers={answers} onDone={close} onCancel={close} />
    );
  }
  const label = field.label[language];
  return (
    <li className="question done">
      <p className="question-text">{label}</p>
      <p className="field-value">
        <ShownValue field={field} value={review.value} /> <StateWord field={field} />
      </p>
      <p className="meta">{m.fields.by(review.by.display_name, formatInstant(review.at, language))}</p>
      <div className="editor-actions">
        <ShowPlace place={review.evidence[0]} />
        {!readOnly && (
          <>
            <Button small aria-label={`${m.fields.change}: ${label}`} onPress={() => setEditing(true)}>
              {m.fields.change}
            </Button>
            <Button
              small
              kind="quiet"
              icon="undo"
              aria-label={`${m.fields.withdraw}: ${label}`}
              onPress={() => void answers.answer(field, null)}
            >
              {m.fields.withdraw}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
