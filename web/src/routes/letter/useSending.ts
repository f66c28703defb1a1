// Sends a letter: keeps what is typed, names what is in the way, asks, and sends the draft as it was on the screen.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { api, dataOf } from '../../lib/api/client';
import { asProblem } from '../../lib/api/problem';
import { letterDraftQuery } from '../../lib/api/queries';
import type { FieldProblem, LetterKind } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import type { LetterKeeper } from '../../lib/letter-keeper';

type Case = { id: string; version: number; kind: LetterKind };

export function useSending({ id, version, kind }: Case, keeper: LetterKeeper, onSent: () => void) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  /** How often it was tried in vain; problems are shown from the first time on. */
  const [attempt, setAttempt] = useState(0);
  /** What the server said when it was sent, beyond what the draft knows. */
  const [refused, setRefused] = useState<FieldProblem[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const ask = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    setRefused([]);
    const isKept = await keeper.flush(true);
    setBusy(false);
    const { conflict, saved } = keeper.get();
    if (conflict) {
      announce(m.letters.conflictFirst);
      document.getElementById('letter-conflict')?.focus();
      return;
    }
    if (isKept && saved.problems.length === 0) setAsking(true);
    else setAttempt((count) => count + 1);
  };

  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await dataOf(
        api.POST('/api/cases/{id}/letters', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body: { kind, draft_version: keeper.get().saved.version },
        }),
      );
      keeper.forget();
      queryClient.removeQueries({ queryKey: letterDraftQuery(id, kind).queryKey });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      await queryClient.invalidateQueries({ queryKey: ['case', id] });
      announce(m.letters.sent);
      onSent();
    } catch (caught) {
      const { fields } = asProblem(caught);
      if (fields && fields.length > 0) setRefused(fields);
      else setError(caught);
      setAttempt((count) => count + 1);
      setAsking(false);
      setBusy(false);
      // What is shown was overtaken, or the case was.
      await queryClient.invalidateQueries({ queryKey: ['case', id] });
    }
  };
  return { attempt, refused, error, isAsking, isBusy, ask, send, cancel: () => setAsking(false) };
}
