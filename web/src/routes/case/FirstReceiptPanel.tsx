// When and where another authority received the application first: what was said, and a form to say it or take it back.
import type { CalendarDate } from '@internationalized/date';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { DayField, dayOf } from '../../components/DayField';
import { ErrorSummary, type SummaryLine } from '../../components/ErrorSummary';
import { ErrorPanel, Loaded } from '../../components/Panels';
import { TextBox } from '../../components/TextBox';
import { api, dataOf } from '../../lib/api/client';
import { ApiError } from '../../lib/api/problem';
import { firstReceiptsQuery } from '../../lib/api/queries';
import type { FirstReceipts } from '../../lib/api/types';
import { formatDate, formatInstant, unbroken } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { receiptWords } from '../../lib/i18n/words/receipt';
import { useHold } from '../../lib/leave-guard';
import { useCase } from './case-context';
import '../../styles/first-receipt.css';

const [DAY, AUTHORITY, REASON] = ['first-receipt-day', 'first-receipt-authority', 'first-receipt-reason'];
const NO_PAGE = '-';

export function FirstReceiptPanel() {
  const { detail, readOnly } = useCase();
  const query = useQuery(firstReceiptsQuery(detail.id));
  const list = useRef<HTMLUListElement>(null);
  // The form begins anew with what was saved, so the focus goes to where that stands.
  const focusList = () => requestAnimationFrame(() => list.current?.focus());
  return (
    <Loaded query={query} rows={2}>
      {(receipts) => (
        <>
          <Said receipts={receipts} list={list} />
          {!readOnly && <Form key={receipts.items[0]?.id} receipts={receipts} onDone={focusList} />}
        </>
      )}
    </Loaded>
  );
}

function Said({ receipts, list }: { receipts: FirstReceipts; list: RefObject<HTMLUListElement | null> }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const words = receiptWords[language];
  const day = (text: string) => formatDate(text, language);
  const nameOf = (id: string) => detail.documents.find((one) => one.id === id)?.file_name ?? '';
  return (
    <>
      <p>{words.intro(day(receipts.received_on))}</p>
      <p>{receipts.basis ? words.counts(unbroken(receipts.basis.citation)) : words.countsNot}</p>
      {receipts.items.length === 0 ? (
        <p className="meta">{words.none}</p>
      ) : (
        <ul ref={list} tabIndex={-1} className="plain-list" aria-label={words.history}>
          {receipts.items.map((item, index) => (
            <li key={item.id} className={index === 0 ? undefined : 'meta'}>
              {item.received_on
                ? words.current(day(item.received_on), item.authority ?? '')
                : words.takenBack}{' '}
              <span className="meta">
                {item.document_id && item.page && `${words.page(nameOf(item.document_id), item.page)} · `}
                {item.reason && `${item.reason} · `}
                {m.fields.by(item.by.display_name, formatInstant(item.at, language))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Form({ receipts, onDone }: { receipts: FirstReceipts; onDone: () => void }) {
  const { language } = useMessages();
  const { detail, version } = useCase();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const words = receiptWords[language];
  const [day, setDay] = useState<CalendarDate | null>(null);
  const [authority, setAuthority] = useState('');
  const [page, setPage] = useState(NO_PAGE);
  const [reason, setReason] = useState('');
  const [lines, setLines] = useState<readonly SummaryLine[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  useHold(authority.trim() !== '' || reason.trim() !== '');
  const named = (id: string | undefined) => lines.some((line) => line.id === id);
  const last = dayOf(receipts.received_on);
  const isThere = receipts.items[0]?.received_on != null;
  const pages = detail.documents.flatMap((document) =>
    document.pages.map(({ number }) => ({
      id: `${document.id}/${number}`,
      label: words.page(document.file_name, number),
    })),
  );

  const send = async (isTakenBack: boolean) => {
    const wrong: SummaryLine[] = [];
    const isLate = day === null || (last !== null && day.compare(last) > 0);
    if (!isTakenBack && isLate) wrong.push({ id: DAY ?? null, text: words.missingDay });
    if (!isTakenBack && authority.trim() === '')
      wrong.push({ id: AUTHORITY ?? null, text: words.missingAuthority });
    if (reason.trim() === '' && (isTakenBack || page === NO_PAGE))
      wrong.push({ id: REASON ?? null, text: isTakenBack ? words.missingReasonBack : words.missingReason });
    setLines(wrong);
    setAttempt((old) => old + 1);
    setError(null);
    if (wrong.length > 0) return;
    const [document, number] = page === NO_PAGE ? [] : page.split('/');
    setBusy(true);
    try {
      const answer = await dataOf(
        api.POST('/api/cases/{id}/first-receipts', {
          params: { path: { id: detail.id }, header: { 'If-Match': `"${version.current}"` } },
          body: {
            received_on: isTakenBack ? null : (day?.toString() ?? null),
            authority: isTakenBack ? null : authority.trim(),
            document_id: isTakenBack ? null : (document ?? null),
            page: isTakenBack || !number ? null : Number(number),
            reason: reason.trim() || null,
          },
        }),
      );
      version.current = Math.max(version.current, answer.version);
      queryClient.setQueryData(firstReceiptsQuery(detail.id).queryKey, answer);
      void queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      announce(isTakenBack ? words.backTaken : words.saved);
      onDone();
    } catch (caught) {
      if (caught instanceof ApiError && caught.code === 'version_conflict')
        void queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
      setError(caught);
      setBusy(false);
    }
  };

  return (
    <div className="first-receipt">
      {lines.length > 0 && <ErrorSummary key={attempt} title={words.refused} lines={lines} />}
      {error !== null && <ErrorPanel error={error} />}
      <div id={DAY}>
        <DayField
          label={words.day}
          value={day}
          onChange={setDay}
          maxValue={last}
          validationBehavior="aria"
          isInvalid={named(DAY)}
          kept
        />
      </div>
      <TextField
        className="form-field"
        value={authority}
        onChange={setAuthority}
        maxLength={200}
        validationBehavior="aria"
        isInvalid={named(AUTHORITY)}
        autoComplete="off"
      >
        <Label className="label">{words.authority}</Label>
        <Input className="input" id={AUTHORITY} />
      </TextField>
      <Choice
        label={words.evidence}
        value={page}
        onChange={setPage}
        items={[{ id: NO_PAGE, label: words.noPage }, ...pages]}
      />
      <TextField
        className="form-field"
        value={reason}
        onChange={setReason}
        maxLength={1000}
        validationBehavior="aria"
        isInvalid={named(REASON)}
      >
        <Label className="label">{words.reason}</Label>
        <Text slot="description" className="meta">
          {words.reasonHint}
        </Text>
        <TextBox id={REASON} rows={2} />
      </TextField>
      <div className="form-actions">
        <Button isDisabled={isBusy} onPress={() => void send(false)}>
          {words.save}
        </Button>
        {isThere && (
          <Button kind="quiet" isDisabled={isBusy} onPress={() => void send(true)}>
            {words.takeBack}
          </Button>
        )}
      </div>
    </div>
  );
}
