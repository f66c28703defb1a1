// Ten seconds to take the last act back; Strg+Z does the same, and later each field offers it.
import { Button } from '../../components/Button';
import { useMessages } from '../../lib/i18n';
import type { UndoEntry } from './useFieldReview';

export function UndoBar({ entry, onUndo }: { entry: UndoEntry; onUndo: () => void }) {
  const { m } = useMessages();
  return (
    <div className="undo-bar">
      <span>{m.fields.undoBar(entry.number, m.codes.verdict[entry.verdict])}</span>
      <Button small icon="undo" shortcut="undo" onPress={onUndo}>
        {m.common.undo}
      </Button>
    </div>
  );
}
