// Throws the draft of a letter away, after a question: nothing of it stays, and nothing of it is in the record.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { ModalDialog } from '../../components/ModalDialog';
import { ErrorPanel } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { letterDraftQuery } from '../../lib/api/queries';
import type { LetterKind } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import type { LetterKeeper } from '../../lib/letter-keeper';

type Props = { caseId: string; kind: LetterKind; keeper: LetterKeeper; onDiscarded: () => void };

export function DiscardDraft({ caseId, kind, keeper, onDiscarded }: Props) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const discard = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    // What is on its way to the server would be a draft again.
    await keeper.flush();
    const { version } = keeper.get().saved;
    try {
      if (version > 0)
        await dataOf(
          api.POST('/api/cases/{id}/letters/draft/removal', {
            params: { path: { id: caseId }, query: { kind }, header: { 'If-Match': `"${version}"` } },
          }),
        );
      keeper.forget();
      setOpen(false);
      announce(m.letters.discarded);
      await queryClient.resetQueries({ queryKey: letterDraftQuery(caseId, kind).queryKey });
      onDiscarded();
    } catch (caught) {
      setError(caught);
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: letterDraftQuery(caseId, kind).queryKey });
    }
  };
  return (
    <>
      <Button icon="cross" onPress={() => setOpen(true)}>
        {m.letters.discard}
      </Button>
      <ModalDialog title={m.letters.discardTitle} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>{m.letters.discardText}</p>
        {error !== null && <ErrorPanel error={error} />}
        <div className="dialog-actions">
          <Button kind="primary" isDisabled={isBusy} onPress={() => void discard()}>
            {m.letters.discardNow}
          </Button>
          <Button onPress={() => setOpen(false)}>{m.common.cancel}</Button>
        </div>
      </ModalDialog>
    </>
  );
}
