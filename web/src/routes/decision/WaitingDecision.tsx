// A decision that waits for a second person: what was submitted, what changed since, and what this person may do.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Label, Text, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { ErrorSummary } from '../../components/ErrorSummary';
import { Banner, ErrorPanel } from '../../components/Panels';
import { TextBox } from '../../components/TextBox';
import { api, dataOf } from '../../lib/api/client';
import type { ReleaseVerdict, Waiting } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';
import { ChangesSince, hasChanged } from './ChangesSince';
import { OpenPoints } from './OpenPoints';

type Props = { caseId: string; version: number; waiting: Waiting };

function useAnswer({ caseId, version, waiting }: Props) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const answer = async (verdict: ReleaseVerdict) => {
    if (busy) return;
    const lacksReason = verdict === 'sent_back' && reason.trim() === '';
    setError(null);
    setMissing(lacksReason);
    setAttempt((count) => count + 1);
    if (lacksReason) return;
    setBusy(true);
    try {
      await dataOf(
        api.POST('/api/cases/{id}/release', {
          params: { path: { id: caseId }, header: { 'If-Match': `"${version}"` } },
          body: { proposal: waiting.proposal.id, verdict, reason: reason.trim() },
        }),
      );
      announce(m.releases.done[verdict]);
      await navigate(
        verdict === 'withdrawn' ? { to: '/akten/$id/verlauf', params: { id: caseId } } : { to: '/freigaben' },
      );
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      void queryClient.invalidateQueries({ queryKey: ['case', caseId] });
    }
  };
  return { reason, setReason, missing, attempt, busy, error, answer };
}

export function WaitingDecision(props: Props) {
  const { m, language } = useMessages();
  const { proposal, changes, obstacle } = props.waiting;
  const form = useAnswer(props);
  const mayRelease = obstacle === null && !hasChanged(changes);
  const isOwn = obstacle === 'submitted';
  useShortcuts(mayRelease ? { send: () => void form.answer('released') } : {});
  return (
    <form
      className="decision-form"
      data-scope="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mayRelease) void form.answer('released');
      }}
    >
      <ErrorSummary
        key={form.attempt}
        title={m.decision.summary}
        lines={form.missing ? [{ id: 'field-reason', text: m.releases.reasonMissing }] : []}
      />
      {form.error !== null && <ErrorPanel error={form.error} />}
      <Banner tone="info">
        <p>
          <strong>{m.codes.outcome[proposal.outcome]}</strong>
        </p>
        <p>{m.releases.submittedBy(proposal.by.display_name, formatInstant(proposal.at, language))}</p>
        {obstacle && (
          <p>
            {m.releases.ownCase} {sentence(m, 'obstacle', obstacle)}
          </p>
        )}
      </Banner>
      <section className="panel">
        <h2>{m.decision.reasons}</h2>
        <p className="reasons-text">{proposal.reasons}</p>
      </section>
      <section className="panel">
        <h2>{m.decision.openThen}</h2>
        {proposal.open_points.length === 0 ? (
          <p>{m.decision.nothingOpen}</p>
        ) : (
          <OpenPoints points={proposal.open_points} />
        )}
      </section>
      <ChangesSince caseId={props.caseId} changes={changes} />
      {hasChanged(changes) && (
        <Banner tone="warning">
          <p>{m.releases.changedBanner}</p>
        </Banner>
      )}
      {!isOwn && (
        <TextField
          className="panel form-field"
          value={form.reason}
          onChange={form.setReason}
          isInvalid={form.missing}
        >
          <Label className="panel-label">{m.releases.reason}</Label>
          <Text slot="description" className="meta">
            {m.releases.reasonHint}
          </Text>
          {form.missing && <p className="field-error">{m.releases.reasonMissing}</p>}
          <TextBox id="field-reason" rows={3} />
        </TextField>
      )}
      <div className="form-actions">
        {mayRelease && (
          <Button kind="primary" type="submit" shortcut="send" isDisabled={form.busy}>
            {m.releases.release}
          </Button>
        )}
        {isOwn ? (
          <Button isDisabled={form.busy} onPress={() => void form.answer('withdrawn')}>
            {m.releases.withdraw}
          </Button>
        ) : (
          <Button isDisabled={form.busy} onPress={() => void form.answer('sent_back')}>
            {m.releases.sendBack}
          </Button>
        )}
      </div>
    </form>
  );
}
