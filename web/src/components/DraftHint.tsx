// Says that an input shows what was typed before the page was loaded anew, and offers to throw it away.
import { useEffect } from 'react';
import { useMessages } from '../lib/i18n';
import { useAnnounce } from './Announcer';
import { Button } from './Button';
import { Icon } from './Icon';

type Restored = { restored: boolean; discard: () => void };

export function DraftHint({ draft, of }: { draft: Restored; of: string }) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const { restored } = draft;
  useEffect(() => {
    if (restored) announce(`${m.drafts.restored}: ${of}`, 'note');
  }, [restored, announce, m, of]);
  if (!restored) return null;
  return (
    <p className="draft-hint">
      <Icon name="undo" />
      <span>{m.drafts.restored}</span>
      <Button
        small
        kind="quiet"
        icon="cross"
        aria-label={`${m.drafts.discard}: ${of}`}
        onPress={draft.discard}
      >
        {m.drafts.discard}
      </Button>
    </p>
  );
}

/** The sign of a draft where its input is not open. */
export function DraftMark() {
  const { m } = useMessages();
  return (
    <span className="tag info">
      <Icon name="pen" />
      {m.drafts.mark}
    </span>
  );
}
