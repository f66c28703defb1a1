// The form of a letter beside its preview. It is kept by itself; the button to send is never disabled and says what is
// in the way.
import { useRef, useState } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { ErrorSummary } from '../../components/ErrorSummary';
import { ErrorPanel } from '../../components/Panels';
import { ValueInput } from '../../components/ValueInput';
import type {
  FieldProblem,
  LetterContent,
  LetterDraft,
  LetterProposal,
  RequirementItem,
} from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import {
  askable,
  changeItem,
  choose,
  leaveOut,
  letterRows,
  noticeByRule,
  weeksOf,
} from '../../lib/letter-form';
import { placeOfPart, problemsOf, summaryOf } from '../../lib/letter-problems';
import { useShortcuts } from '../../lib/shortcuts';
import { DraftState } from './DraftState';
import { DueField } from './DueField';
import { ItemRow } from './ItemRow';
import { LetterConflict } from './LetterConflict';
import { LetterPreview } from './LetterPreview';
import { NoticeField } from './NoticeField';
import { PartError } from './parts';
import { RecipientField } from './RecipientField';
import { SendDialog } from './SendDialog';
import { useLetterKeeper } from './useLetterKeeper';
import { useSending } from './useSending';

type Props = {
  caseId: string;
  version: number;
  draft: LetterDraft;
  proposal: LetterProposal;
  requirements: readonly RequirementItem[];
  labelOf: (requirement: string) => string;
  onSent: () => void;
};

const NO_PROBLEMS: FieldProblem[] = [];

export function LetterForm({ caseId, version, draft, proposal, requirements, labelOf, onSent }: Props) {
  const { m, language } = useMessages();
  const { kind } = draft;
  const { keeper, state } = useLetterKeeper(caseId, draft);
  const sending = useSending({ id: caseId, version, kind }, keeper, onSent);
  useShortcuts({ send: () => void sending.ask() });
  const { content } = state;
  const rows = letterRows(proposal, content, requirements, language);
  // A day that was taken over is shown anew; a reason comes back with the notice that it was written for.
  const [taken, setTaken] = useState(0);
  const reason = useRef<string | null>(null);
  const change = (part: Partial<LetterContent>) => keeper.change({ ...keeper.get().content, ...part });
  const changeNotice = (part: Partial<LetterContent>) => {
    if (part.legal_notice === undefined) return change(part);
    const typed = keeper.get().content.legal_notice_reason;
    reason.current = typed ?? reason.current;
    const isByRule = part.legal_notice === noticeByRule(proposal);
    change({ ...part, legal_notice_reason: isByRule ? null : reason.current });
  };
  const refused = state.phase === 'refused' ? (state.error?.fields ?? NO_PROBLEMS) : NO_PROBLEMS;
  const problems = [
    ...refused,
    ...(sending.attempt > 0 ? [...state.saved.problems, ...sending.refused] : []),
  ];
  const errorsOf = (part: string) => problemsOf(m, problems, part);
  const isRequest = kind === 'document_request';
  return (
    <form
      className="letter-desk"
      data-scope="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void sending.ask();
      }}
      onBlur={(event) => {
        if (event.target.matches('input, textarea, [role=spinbutton]')) void keeper.flush();
      }}
    >
      <div className="letter-editor">
        {sending.attempt > 0 && (
          <ErrorSummary
            key={sending.attempt}
            title={m.letters.summary}
            lines={summaryOf(m, problems, rows)}
          />
        )}
        {sending.error !== null && <ErrorPanel error={sending.error} />}
        <LetterConflict keeper={keeper} state={state} proposal={proposal} labelOf={labelOf} />
        <h2>{m.letters.editor}</h2>
        <DraftState state={state} onRetry={() => void keeper.flush()} />
        <section
          className="panel"
          id={placeOfPart('items')}
          tabIndex={-1}
          aria-labelledby="letter-items-title"
        >
          <h3 id="letter-items-title">{m.letters.missing}</h3>
          <p className="meta">{m.letters.chosen(content.items.length, askable(proposal).length)}</p>
          <PartError id="letter-items-error" texts={errorsOf('items')} />
          {rows.length === 0 && <p>{m.letters.nothingMissing}</p>}
          <ul className="letter-items">
            {rows.map((row) => (
              <ItemRow
                key={row.requirement}
                row={row}
                errors={errorsOf(`items.${row.requirement}`)}
                asksAgain={isRequest}
                onChoose={(again) => {
                  if (row.proposed)
                    keeper.change(choose(keeper.get().content, proposal, row.proposed, again));
                }}
                onLeaveOut={() => keeper.change(leaveOut(keeper.get().content, row.requirement))}
                onChange={(part) => keeper.change(changeItem(keeper.get().content, row.requirement, part))}
              />
            ))}
          </ul>
        </section>
        {isRequest ? (
          <>
            <DueField
              day={content.due_on}
              deadline={proposal.deadline}
              errors={errorsOf('due_on')}
              turn={state.turn + taken}
              onChange={(day) => change({ due_on: day })}
              onTake={(day) => {
                change({ due_on: day });
                setTaken(taken + 1);
              }}
            />
            <NoticeField
              content={content}
              proposal={proposal}
              errors={errorsOf('legal_notice')}
              onChange={changeNotice}
            />
          </>
        ) : (
          <WeeksField
            key={state.turn}
            weeks={content.expected_weeks}
            errors={errorsOf('expected_weeks')}
            onChange={(weeks) => change({ expected_weeks: weeks })}
          />
        )}
        <RecipientField
          lines={content.recipient}
          proposal={proposal}
          errors={errorsOf('recipient')}
          onChange={(recipient) => change({ recipient })}
        />
        <NoteField
          note={content.note ?? ''}
          errors={errorsOf('note')}
          onChange={(note) => change({ note })}
        />
        <div className="form-actions">
          <Button kind="primary" type="submit" shortcut="send">
            {m.letters.send}
          </Button>
        </div>
      </div>
      <LetterPreview caseId={caseId} kind={kind} content={content} proposal={proposal} />
      <SendDialog
        kind={kind}
        content={content}
        rows={rows}
        isOpen={sending.isAsking}
        isBusy={sending.isBusy}
        onClose={sending.cancel}
        onSend={() => void sending.send()}
      />
    </form>
  );
}

function WeeksField({
  weeks,
  errors,
  onChange,
}: {
  weeks: number | null;
  errors: readonly string[];
  onChange: (weeks: number | null) => void;
}) {
  const { m } = useMessages();
  const hintId = 'letter-weeks-hint';
  const errorId = 'letter-weeks-error';
  return (
    <section className="panel" id={placeOfPart('expected_weeks')}>
      <ValueInput
        field={{ kind: 'integer', options: [] }}
        label={m.letters.weeks}
        value={weeks === null ? '' : String(weeks)}
        onChange={(typed) => onChange(weeksOf(typed))}
        invalid={errors.length > 0}
        describedBy={errors.length > 0 ? `${hintId} ${errorId}` : hintId}
        autoFocus={false}
      />
      <p id={hintId} className="meta">
        {m.letters.weeksHint}
      </p>
      <PartError id={errorId} texts={errors} />
    </section>
  );
}

function NoteField({
  note,
  errors,
  onChange,
}: {
  note: string;
  errors: readonly string[];
  onChange: (note: string) => void;
}) {
  const { m } = useMessages();
  const errorId = 'letter-note-error';
  return (
    <section className="panel">
      <TextField
        className="form-field"
        value={note}
        onChange={onChange}
        validationBehavior="aria"
        isInvalid={errors.length > 0}
        {...(errors.length > 0 && { 'aria-describedby': errorId })}
      >
        <Label className="panel-label">{m.letters.note}</Label>
        <Text slot="description" className="meta">
          {m.letters.noteHint}
        </Text>
        <TextArea id={placeOfPart('note')} className="input" rows={4} lang="de" />
      </TextField>
      <PartError id={errorId} texts={errors} />
    </section>
  );
}
