// The dialogs of the frame. They load beside the first page and not before it.
import { Palette } from './Palette';
import { ShortcutSheet } from './ShortcutSheet';
import { SignInDialog } from './SignInDialog';

/** Which dialog a person has opened; the sign-in opens by itself. */
export type FrameDialog = 'help' | 'palette' | null;

export function FrameDialogs({ open, onClose }: { open: FrameDialog; onClose: () => void }) {
  return (
    <>
      <SignInDialog />
      {open === 'help' && <ShortcutSheet onClose={onClose} />}
      {open === 'palette' && <Palette onClose={onClose} />}
    </>
  );
}
