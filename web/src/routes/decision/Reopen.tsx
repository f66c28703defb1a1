// Opens a decided case again: a ground of the law of its service and reasons, in a dialog.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Label, Radio, RadioGroup, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { ModalDialog } from '../../components/ModalDialog';
import { ErrorPanel } from '../../components/Panels';
import { TextBox } from '../../components/TextBox';
import { api, dataOf } from '../../lib/api/client';
import type { CaseDetail, DecisionFile, ReopeningGround } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';

type Props = { detail: CaseDetail; grounds: DecisionFile['grounds'] };

export function Reopen(props: Props) {
  const { m } = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{m.releases.reopen}</Button>
      <ModalDialog title={m.releases.reopenTitle} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ReopenForm {...props} onClose={() => setOpen(false)} />
      </ModalDialog>
    </>
  );
}

function useReopening({ detail, grounds }: Props) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [chosen, setChosen] = useState<string | null>(null);
  const [reasons, setReasons] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ground: ReopeningGround | null = grounds.find((one) => one.ground === chosen)?.ground ?? null;
  const submit = async () => {
    setTried(true);
    setError(null);
    if (ground === null || reasons.trim() === '' || busy) return;
    setBusy(true);
    try {
      await dataOf(
        api.POST('/api/cases/{id}/reopening', {
          params: { path: { id: detail.id }, header: { 'If-Match': `"${detail.version}"` } },
          body: { ground, reasons: reasons.trim() },
        }),
      );
      announce(m.releases.reopened);
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      await queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
      await navigate({ to: '/akten/$id/angaben', params: { id: detail.id } });
    } catch (caught) {
      setError(caught);
      await queryClient.invalidateQueries({ queryKey: ['case', detail.id] });
    } finally {
      setBusy(false);
    }
  };
  return { ground, setChosen, reasons, setReasons, tried, busy, error, submit };
}

function ReopenForm({ onClose, ...props }: Props & { onClose: () => void }) {
  const { m } = useMessages();
  const form = useReopening(props);
  useShortcuts({ send: () => void form.submit() });
  const lacksGround = form.tried && form.ground === null;
  const lacksReasons = form.tried && form.reasons.trim() === '';
  return (
    <form
      className="reopen-form"
      data-scope="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <p>{m.releases.reopenText}</p>
      {form.error !== null && <ErrorPanel error={form.error} />}
      <RadioGroup
        className="radio-list"
        value={form.ground}
        onChange={form.setChosen}
        isInvalid={lacksGround}
      >
        <Label className="panel-label">{m.releases.ground}</Label>
        {lacksGround && (
          <p className="field-error" role="alert">
            {m.releases.chooseGround}
          </p>
        )}
        {props.grounds.map(({ ground, legal_bases }) => (
          <Radio key={ground} value={ground} className="radio">
            <span>
              {m.codes.reopeningGround[ground]}
              <span className="meta">
                {' '}
                {legal_bases
                  .map(({ citation, verified }) =>
                    verified ? citation : `${citation} (${m.releases.unverified})`,
                  )
                  .join(', ')}
              </span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        className="form-field"
        value={form.reasons}
        onChange={form.setReasons}
        isInvalid={lacksReasons}
      >
        <Label className="panel-label">{m.releases.reasons}</Label>
        {lacksReasons && (
          <p className="field-error" role="alert">
            {m.releases.writeReasons}
          </p>
        )}
        <TextBox rows={4} />
      </TextField>
      <div className="dialog-actions">
        <Button kind="primary" type="submit" shortcut="send" isDisabled={form.busy}>
          {m.releases.reopenSubmit}
        </Button>
        <Button onPress={onClose}>{m.common.cancel}</Button>
      </div>
    </form>
  );
}
