// The form of a letter beside its preview. It is kept by itself; the button to send is never disabled and says what is
// in the way.
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { ErrorSummary } from '../../components/ErrorSummary';
import { ErrorPanel } from '../../components/Panels';
import type {
  FieldProblem,
  LetterContent,
  LetterDraft,
  LetterProposal,
  RequirementItem,
} from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { askable, changeItem, choose, leaveOut, letterRows, noticeByRule } from '../../lib/letter-form';
import { hasGrounds, namesItems, setsDay } from '../../lib/letter-kinds';
import { placeOfPart, problemsOf, summaryOf } from '../../lib/letter-problems';
import { useShortcuts } from '../../lib/shortcuts';
import { DiscardDraft } from './DiscardDraft';
import { DraftState } from './DraftState';
import { DueField } from './DueField';
import { ItemRow } from './ItemRow';
import { LetterConflict } from './LetterConflict';
import { LetterPreview } from './LetterPreview';
import { NoticeField } from './NoticeField';
import { PartError } from './parts';
import { RecipientField } from './RecipientField';
import { SendDialog } from './SendDialog';
import { WeeksField, WordsField } from './TextFields';
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
  onDiscarded: () => void;
  /** It begins anew where another draft was. */
  takesFocus: boolean;
};

const NO_PROBLEMS: FieldProblem[] = [];

export function LetterForm(props: Props) {
  const { caseId, version, draft, proposal, requirements, labelOf, onSent, onDiscarded, takesFocus } = props;
  const { m, language } = useMessages();
  const { kind } = draft;
  const { keeper, state } = useLetterKeeper(caseId, draft);
  const sending = useSending({ id: caseId, version, kind }, keeper, onSent);
  useShortcuts({ send: () => void sending.ask() });
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) title.current?.focus();
  }, [takesFocus]);
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
        <h2 id="letter-editor-title" ref={title} tabIndex={-1}>
          {m.letters.editor}
        </h2>
        <DraftState state={state} onRetry={() => void keeper.flush()} />
        {namesItems(kind) && (
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
                  asksAgain={kind === 'document_request'}
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
        )}
        {kind === 'hearing' && (
          <WordsField
            part="intended_decision"
            label={m.letters.intended}
            hint={m.letters.intendedHint}
            text={content.intended_decision}
            errors={errorsOf('intended_decision')}
            onChange={(text) => change({ intended_decision: text })}
          />
        )}
        {hasGrounds(kind) && (
          <WordsField
            part="grounds"
            label={kind === 'hearing' ? m.letters.facts : m.letters.grounds}
            hint={m.letters.groundsHint}
            text={content.grounds}
            errors={errorsOf('grounds')}
            onChange={(text) => change({ grounds: text })}
          />
        )}
        {setsDay(kind) && (
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
        )}
        {kind === 'acknowledgement' ? (
          <WeeksField
            key={state.turn}
            weeks={content.expected_weeks}
            errors={errorsOf('expected_weeks')}
            onChange={(weeks) => change({ expected_weeks: weeks })}
          />
        ) : (
          <NoticeField
            content={content}
            proposal={proposal}
            errors={errorsOf('legal_notice')}
            onChange={changeNotice}
          />
        )}
        <RecipientField
          lines={content.recipient}
          proposal={proposal}
          errors={errorsOf('recipient')}
          onChange={(recipient) => change({ recipient })}
        />
        <WordsField
          part="note"
          label={m.letters.note}
          hint={m.letters.noteHint}
          text={content.note}
          errors={errorsOf('note')}
          onChange={(note) => change({ note })}
        />
        <div className="form-actions">
          <Button kind="primary" type="submit" shortcut="send">
            {m.letters.send}
          </Button>
          {(state.saved.version > 0 || state.phase !== 'kept') && (
            <DiscardDraft caseId={caseId} kind={kind} keeper={keeper} onDiscarded={onDiscarded} />
          )}
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
