// The place that will be saved with the value, and a word if what stands there does not read as one.
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { useMessages } from '../../lib/i18n';
import { textOfEvidence } from '../../lib/words';
import { useCase } from './case-context';
import { ShowPlace } from './ShowPlace';
import type { TakenWords } from './useTakenWords';

export function TakenPlace({ words }: { words: TakenWords }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const [first] = words.taken;
  if (!first) return null;
  const file = detail.documents.find((document) => document.id === first.document_id)?.file_name ?? '';
  const text = textOfEvidence(words.taken);
  return (
    <div className="taken-place">
      <p>
        <Icon name="page" />
        <span>
          {text && <strong>{m.common.quoted(text)} </strong>}
          <span className="meta">
            {file}, {m.common.page} {first.page}
          </span>
        </span>
      </p>
      {words.unread !== null && (
        <p className="remark">
          <Icon name="info" />
          {m.pick.unread(words.unread)}
        </p>
      )}
      <div className="editor-actions">
        <ShowPlace place={first} />
        <Button small kind="quiet" icon="cross" onPress={words.remove}>
          {m.pick.remove}
        </Button>
      </div>
    </div>
  );
}
