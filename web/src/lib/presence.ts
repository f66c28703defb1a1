// Says that a case is open in this window, as long as it is in sight, and hears who else has it open.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, currentCsrfToken, dataOf } from './api/client';
import type { PresenceView } from './api/types';

/** The server takes a screen for gone after a minute of silence. */
const BEAT_MS = 15_000;
/** From one page of a case to the next is no leaving. */
const LEAVE_AFTER_MS = 2_000;

/** The cases that are open in this window, each under a name that says nothing about the person. */
type Open = { screen: string; pages: number; leaving?: ReturnType<typeof setTimeout> };
const open = new Map<string, Open>();

const addressOf = (caseId: string) => `/api/cases/${caseId}/presence`;
const newScreen = () => Math.random().toString(36).slice(2) || 'screen';

function screenOf(caseId: string): string {
  const known = open.get(caseId) ?? { screen: newScreen(), pages: 0 };
  open.set(caseId, known);
  return known.screen;
}

/** Without waiting for a sign-in: that a session is over is told where a person does something. */
const send = (caseId: string, act: 'stay' | 'leave', keepalive = false) =>
  fetch(addressOf(caseId), {
    method: 'POST',
    keepalive,
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': currentCsrfToken() },
    body: JSON.stringify({ screen: screenOf(caseId), act }),
  });

async function stay(caseId: string): Promise<PresenceView> {
  const response = await send(caseId, 'stay');
  if (!response.ok) throw new Error('nobody answers who else is here');
  return response.json();
}

/** `isClosing`: the answer is not waited for by this window. */
function leave(caseId: string, isClosing: boolean): void {
  // Lost on the way, it is forgotten after a minute.
  void send(caseId, 'leave', isClosing).catch(() => undefined);
  open.delete(caseId);
}

function usePageOf(caseId: string, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    screenOf(caseId);
    const known = open.get(caseId) as Open;
    clearTimeout(known.leaving);
    known.pages += 1;
    const hide = () => leave(caseId, true);
    window.addEventListener('pagehide', hide);
    return () => {
      window.removeEventListener('pagehide', hide);
      known.pages -= 1;
      if (known.pages === 0) known.leaving = setTimeout(() => leave(caseId, false), LEAVE_AFTER_MS);
    };
  }, [caseId, isOn]);
}

const NOBODY: PresenceView = { held_by: null, others: [], taken_over: false };

/** Who else has the case open; nobody while that is not known. */
export function usePresence(caseId: string, isOn: boolean) {
  const queryClient = useQueryClient();
  const queryKey = ['presence', caseId];
  usePageOf(caseId, isOn);
  const { data, isError } = useQuery({
    queryKey,
    queryFn: () => stay(caseId),
    enabled: isOn,
    refetchInterval: BEAT_MS,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const takeOver = async () => {
    const body = { screen: screenOf(caseId), act: 'take_over' };
    const view = await dataOf(
      api.POST('/api/cases/{id}/presence', { params: { path: { id: caseId } }, body }),
    );
    queryClient.setQueryData(queryKey, view);
  };
  return { presence: isOn && !isError && data ? data : NOBODY, takeOver };
}
