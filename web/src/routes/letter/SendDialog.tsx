// Asks before a letter goes: what it asks for and until when, what is left out, and what happens then.
import { Button } from '../../components/Button';
import { ModalDialog } from '../../components/ModalDialog';
import type { LetterContent, LetterKind } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import type { LetterRow } from '../../lib/letter-form';
import { handsOver, namesItems } from '../../lib/letter-kinds';

type Props = {
  kind: LetterKind;
  content: LetterContent;
  rows: readonly LetterRow[];
  isOpen: boolean;
  isBusy: boolean;
  onClose: () => void;
  onSend: () => void;
};

export function SendDialog({ kind, content, rows, isOpen, isBusy, onClose, onSend }: Props) {
  const { m, language } = useMessages();
  const shown = namesItems(kind) ? rows : [];
  const named = shown.filter((row) => row.chosen !== null);
  const left = shown.filter((row) => row.chosen === null && row.proposed?.refusal === null);
  const labels = (list: readonly LetterRow[]) => (
    <ul>
      {list.map((row) => (
        <li key={row.requirement}>{row.label}</li>
      ))}
    </ul>
  );
  return (
    <ModalDialog title={m.letters.confirmTitle} isOpen={isOpen} onClose={onClose}>
      <p className="meta">
        {m.codes.letterKind[kind]}: {content.recipient.join(', ')}
      </p>
      {named.length > 0 && (
        <div>
          <p>
            <strong>{m.letters.confirmItems(named.length)}</strong>
          </p>
          {labels(named)}
        </div>
      )}
      {left.length > 0 && (
        <div>
          <p>
            <strong>{m.letters.confirmOpen}</strong>
          </p>
          {labels(left)}
        </div>
      )}
      {content.due_on && (
        <p>
          {m.letters.dueOn}: <strong>{formatDate(content.due_on, language)}</strong>
        </p>
      )}
      <p>
        {m.letters.confirmText} {kind === 'document_request' && m.letters.confirmWaiting}
        {handsOver(kind) && m.letters.handedOverOpen}
      </p>
      <div className="dialog-actions">
        <Button kind="primary" isDisabled={isBusy} onPress={onSend}>
          {m.letters.confirmSend}
        </Button>
        <Button onPress={onClose}>{m.common.cancel}</Button>
      </div>
    </ModalDialog>
  );
}
