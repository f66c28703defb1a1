// Asks until when and why cases are put back. What the server refuses is named case by case, and the rest is done.
import { type CalendarDate, parseDate } from '@internationalized/date';
import { useState } from 'react';
import { Label, Text, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { DayField } from '../../components/DayField';
import { ErrorSummary, type SummaryLine } from '../../components/ErrorSummary';
import { ModalDialog } from '../../components/ModalDialog';
import { TextBox } from '../../components/TextBox';
import { api, dataOf } from '../../lib/api/client';
import { asProblem } from '../../lib/api/problem';
import type { CaseRow, SnoozeReason } from '../../lib/api/types';
import { today } from '../../lib/format';
import { problemSentence, useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useHold } from '../../lib/leave-guard';

const WEEKS = [1, 2, 4] as const;
const DAY = 'snooze-until';
const REASON = 'snooze-reason';
const NOTE = 'snooze-note';

type Props = {
  rows: readonly CaseRow[];
  onClose: () => void;
  /** Which were put back, until when, and which were refused. */
  onDone: (ids: readonly string[], until: string, refused: readonly string[]) => void;
};

export function SnoozeDialog({ rows, onClose, onDone }: Props) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const first = parseDate(today()).add({ days: 1 });
  const [left, setLeft] = useState(rows);
  const [until, setUntil] = useState<CalendarDate | null>(null);
  const [turn, setTurn] = useState(0);
  const [reason, setReason] = useState<SnoozeReason | null>(null);
  const [note, setNote] = useState('');
  const [problems, setProblems] = useState<readonly SummaryLine[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  useHold(note.trim() !== '');
  const named = (id: string) => problems.some((line) => line.id === id);

  const choose = (day: CalendarDate | null) => {
    setUntil(day);
    setProblems((old) => old.filter((line) => line.id !== DAY));
  };

  const send = async () => {
    const wrong: SummaryLine[] = [];
    if (until === null || until.compare(first) < 0) wrong.push({ id: DAY, text: t.missingDay });
    if (reason === null) wrong.push({ id: REASON, text: t.missingReason });
    if (reason === 'other' && note.trim() === '') wrong.push({ id: NOTE, text: t.missingNote });
    setProblems(wrong);
    setAttempt((old) => old + 1);
    if (wrong.length > 0 || until === null || reason === null) return;
    setBusy(true);
    const body = { until: until.toString(), reason, note: note.trim() || null };
    const results = await Promise.allSettled(
      left.map(({ id }) => dataOf(api.PUT('/api/cases/{id}/snooze', { params: { path: { id } }, body }))),
    );
    setBusy(false);
    const refused = left.filter((_, at) => results[at]?.status === 'rejected');
    const done = left.filter((row) => !refused.includes(row)).map((row) => row.id);
    onDone(
      done,
      body.until,
      refused.map((row) => row.id),
    );
    if (refused.length === 0) return onClose();
    setLeft(refused);
    setProblems(
      left.flatMap((row, at) => {
        const result = results[at];
        if (result?.status !== 'rejected') return [];
        const text = `${row.reference}: ${problemSentence(m, language, asProblem(result.reason))}`;
        return [{ id: DAY, text }];
      }),
    );
  };

  return (
    <ModalDialog title={t.title(left.length)} isOpen onClose={onClose}>
      {problems.length > 0 && <ErrorSummary key={attempt} title={t.refused(left.length)} lines={problems} />}
      <p className="meta">{t.hint}</p>
      <div id={DAY}>
        <DayField
          key={turn}
          label={t.until}
          defaultValue={until}
          minValue={first}
          onChange={choose}
          validationBehavior="aria"
          isInvalid={named(DAY)}
        />
        <p className="snooze-days">
          {WEEKS.map((weeks) => (
            <Button
              key={weeks}
              small
              onPress={() => {
                choose(parseDate(today()).add({ weeks }));
                setTurn((old) => old + 1);
              }}
            >
              {t.inWeeks(weeks)}
            </Button>
          ))}
        </p>
      </div>
      <Choice
        id={REASON}
        label={t.reason}
        placeholder={t.chooseReason}
        value={reason}
        onChange={(key) => setReason(key as SnoozeReason)}
        items={Object.entries(m.codes.snoozeReason).map(([id, label]) => ({ id, label }))}
      />
      <TextField
        className="form-field"
        value={note}
        onChange={setNote}
        maxLength={500}
        isRequired={reason === 'other'}
        validationBehavior="aria"
        isInvalid={named(NOTE)}
      >
        <Label className="label">{t.note}</Label>
        <Text slot="description" className="meta">
          {t.noteHint}
        </Text>
        <TextBox id={NOTE} rows={3} />
      </TextField>
      <div className="dialog-actions">
        <Button kind="primary" isDisabled={isBusy} onPress={() => void send()}>
          {t.snooze}
        </Button>
        <Button onPress={onClose}>{m.common.cancel}</Button>
      </div>
    </ModalDialog>
  );
}
