// The form of the decision. The button is never disabled: pressed too early, it says what is missing.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Label, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { DraftHint } from '../../components/DraftHint';
import { ErrorSummary } from '../../components/ErrorSummary';
import { Banner, ErrorPanel } from '../../components/Panels';
import { TextBox } from '../../components/TextBox';
import { api, dataOf } from '../../lib/api/client';
import { asProblem } from '../../lib/api/problem';
import { casesQuery } from '../../lib/api/queries';
import type {
  CaseDetail,
  CaseRow,
  DecisionFile,
  OpenPoint,
  OpenPointKind,
  Outcome,
} from '../../lib/api/types';
import { drafts, placeOf } from '../../lib/drafts';
import { sentence, useMessages } from '../../lib/i18n';
import { lastQueue, nextCase, orderQuery } from '../../lib/next-case';
import { useShortcuts } from '../../lib/shortcuts';
import { useDraft } from '../../lib/use-draft';
import type { Done } from './AfterDecision';
import { KnownOpenPoints, kindsOf } from './OpenPoints';
import { WaitingDrafts } from './WaitingDrafts';

const OUTCOMES: readonly Outcome[] = ['granted', 'partly_granted', 'rejected', 'closed_without_decision'];
const ACKNOWLEDGED = 'open_points_acknowledged.';
type Props = {
  detail: CaseDetail;
  points: readonly OpenPoint[];
  file: DecisionFile;
  onDone: (done: Done) => void;
};
type FieldName = 'outcome' | 'reasons' | OpenPointKind;

/** Knows the order of the queue as it was before a decision, and finds the case that follows. */
function useNextCase(caseId: string) {
  const queryClient = useQueryClient();
  const order = casesQuery(orderQuery(lastQueue()));
  useQuery({ ...order, refetchInterval: false });
  const { queryKey, queryFn } = order;
  return () => {
    const before = queryClient.getQueryData(queryKey)?.items.map((row) => row.id) ?? [];
    return async (): Promise<CaseRow | null | undefined> => {
      try {
        const now = await queryClient.fetchQuery({ queryKey, queryFn, retry: false });
        return nextCase(before, now.items, caseId);
      } catch {
        return undefined;
      }
    };
  };
}

function useDecision({ detail, points, file, onDone }: Props) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const keepOrder = useNextCase(detail.id);
  // What was sent back is where the next one begins; the outcome is chosen anew.
  const returned = file.proposals.at(-1)?.reasons ?? '';
  const isReturned = file.proposals.at(-1)?.answer?.verdict !== 'released';
  const draft = useDraft(detail.id, placeOf.decision, {
    outcome: null as string | null,
    reasons: isReturned ? returned : '',
  });
  const { reasons } = draft.value;
  const outcome = OUTCOMES.find((one) => one === draft.value.outcome) ?? null;
  // Never kept: the points may be others when one comes back.
  const [acknowledged, setAcknowledged] = useState<OpenPointKind[]>([]);
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const fail = (names: readonly FieldName[]) => {
    setMissing(names);
    setAttempt((count) => count + 1);
  };
  const submit = async () => {
    const open: FieldName[] = [];
    if (outcome === null) open.push('outcome');
    if (reasons.trim() === '') open.push('reasons');
    open.push(...kindsOf(points).filter((kind) => !acknowledged.includes(kind)));
    setError(null);
    fail(open);
    if (open.length > 0 || outcome === null || busy) return;
    setBusy(true);
    const findNext = keepOrder();
    try {
      const taken = await dataOf(
        api.POST('/api/cases/{id}/decision', {
          params: { path: { id: detail.id }, header: { 'If-Match': `"${detail.version}"` } },
          body: { outcome, reasons: reasons.trim(), open_points_acknowledged: acknowledged },
        }),
      );
      drafts.removeCase(detail.id);
      announce(taken.proposal ? m.releases.submitted : m.decision.recorded);
      await queryClient.invalidateQueries({ queryKey: ['cases'], refetchType: 'none' });
      const next = await findNext();
      onDone({ caseId: detail.id, outcome, submitted: Boolean(taken.proposal), next });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      void queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
    } catch (caught) {
      const named =
        asProblem(caught).fields?.map((item) => item.field.replace(ACKNOWLEDGED, '') as FieldName) ?? [];
      if (named.length > 0) fail(named);
      else setError(caught);
      await queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
    } finally {
      setBusy(false);
    }
  };
  const values = { outcome, reasons, acknowledged };
  return { draft, values, setAcknowledged, missing, error, busy, attempt, submit };
}

export function DecisionForm(props: Props) {
  const { detail, points, file } = props;
  const { m } = useMessages();
  const form = useDecision(props);
  const { outcome, reasons, acknowledged } = form.values;
  useShortcuts({ send: () => void form.submit() });
  const sentenceOf = (name: FieldName) =>
    name === 'outcome'
      ? m.decision.chooseOutcome
      : name === 'reasons'
        ? m.decision.writeReasons
        : m.decision.acknowledgeFirst(sentence(m, 'openPoint', name));
  const errorOf = (name: FieldName) =>
    form.missing.includes(name) ? <p className="field-error">{sentenceOf(name)}</p> : null;
  const needsRelease = outcome !== null && file.four_eyes.includes(outcome);
  return (
    <form
      className="decision-form"
      data-scope="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <ErrorSummary
        key={form.attempt}
        title={m.decision.summary}
        lines={form.missing.map((name) => ({ id: `field-${name}`, text: sentenceOf(name) }))}
      />
      {form.error !== null && <ErrorPanel error={form.error} />}
      <DraftHint draft={form.draft} of={m.decision.title} />
      <WaitingDrafts caseId={detail.id} />
      <section className="panel">
        <h2>{m.decision.open}</h2>
        {points.length === 0 ? (
          <p>{m.decision.nothingOpen}</p>
        ) : (
          <>
            <p className="meta">{m.decision.acknowledge}</p>
            <KnownOpenPoints
              points={points}
              known={acknowledged}
              missing={form.missing}
              onChange={form.setAcknowledged}
            />
          </>
        )}
      </section>
      <RadioGroup
        id="field-outcome"
        className="panel radio-list"
        value={outcome}
        onChange={(value) => form.draft.change({ outcome: value })}
        isInvalid={form.missing.includes('outcome')}
      >
        <Label className="panel-label">{m.decision.outcome}</Label>
        {errorOf('outcome')}
        {OUTCOMES.map((value) => (
          <Radio key={value} value={value} className="radio">
            {m.codes.outcome[value]}
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        className="panel form-field"
        value={reasons}
        onChange={(text) => form.draft.change({ reasons: text })}
        isInvalid={form.missing.includes('reasons')}
      >
        <Label className="panel-label">{m.decision.reasons}</Label>
        <Text slot="description" className="meta">
          {m.decision.reasonsHint}
        </Text>
        {errorOf('reasons')}
        <TextBox id="field-reasons" rows={6} />
      </TextField>
      {needsRelease && (
        <Banner tone="info" live>
          <p>{m.releases.needed}</p>
        </Banner>
      )}
      <p className="meta">{m.decision.final}</p>
      <div className="form-actions">
        <Button kind="primary" type="submit" shortcut="send">
          {needsRelease ? m.releases.submit : m.decision.submit}
        </Button>
      </div>
    </form>
  );
}
