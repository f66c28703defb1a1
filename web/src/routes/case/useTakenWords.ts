// Words that a person chose in the document for the value being edited: their place, and the value they read as.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import type { Evidence, FieldView } from '../../lib/api/types';
import type { NumberedField } from '../../lib/field-order';
import { useMessages } from '../../lib/i18n';
import { useKeyHint } from '../../lib/shortcuts';
import { takenToWire } from '../../lib/taken-value';
import { textOfEvidence } from '../../lib/words';
import { useCase } from './case-context';

/** The place that a person has already given a value. */
export const ownEvidence = ({ review }: FieldView): readonly Evidence[] =>
  review && review.verdict !== 'accepted' ? review.evidence : [];

/** `taken` is kept by the editor, beside the value it belongs to; `null` is told where words read as no value. */
export function useTakenWords(
  { field, number }: NumberedField,
  startNow: boolean,
  taken: readonly Evidence[],
  onTake: (evidence: readonly Evidence[], wire: string | null) => void,
) {
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const textKey = useKeyHint('textView')?.label ?? '';
  const { picking, startPicking, endPicking, setDraft, setPaneHidden } = useCase();
  const [unread, setUnread] = useState<string | null>(null);
  // A new turn makes the input anew: with the value that was taken, and with the focus.
  const [turn, setTurn] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onTake);
  latest.current = onTake;

  const take = useCallback(
    (evidence: Evidence[]) => {
      const text = textOfEvidence(evidence);
      const wire = takenToWire(field, text);
      setUnread(wire === null ? text : null);
      latest.current(evidence, wire);
      setTurn((old) => old + 1);
      endPicking();
      announce(wire === null ? m.pick.unread(text) : m.pick.taken(text));
    },
    [announce, endPicking, field, m],
  );
  const isPicking = picking?.fieldId === field.id;
  const goBack = useRef(false);
  const cancel = useCallback(() => {
    goBack.current = true;
    endPicking();
  }, [endPicking]);
  // Only after the document is closed: on a small screen it covers the editor.
  useEffect(() => {
    if (!isPicking && goBack.current) button.current?.focus();
    goBack.current = false;
  }, [isPicking]);
  const start = useCallback(
    (byKeyboard: boolean) => {
      setPaneHidden(false);
      const title = `${number} ${field.label[language]}`;
      startPicking({ fieldId: field.id, title, take, cancel }, byKeyboard);
      announce(`${m.pick.title(title)} ${byKeyboard ? m.pick.inText : m.pick.inImage(textKey)}`, 'note');
    },
    [announce, cancel, field, language, m, number, setPaneHidden, startPicking, take, textKey],
  );
  const first = useRef(startNow ? start : null);
  useEffect(() => {
    first.current?.(true);
    first.current = null;
  }, []);
  useEffect(() => setDraft({ fieldId: field.id, evidence: taken }), [field.id, taken, setDraft]);
  useEffect(
    () => () => {
      setDraft({ fieldId: field.id, evidence: [] });
      endPicking(field.id);
    },
    [field.id, setDraft, endPicking],
  );
  const remove = () => {
    latest.current([], null);
    setUnread(null);
    button.current?.focus();
  };
  return {
    taken,
    unread,
    turn,
    button,
    start,
    cancel,
    remove,
    isPicking,
  };
}

export type TakenWords = ReturnType<typeof useTakenWords>;
