// Says for which value words are being chosen and how, while the document waits for them.
import { useEffect } from 'react';
import { Button, KeyHint } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { useMessages } from '../../lib/i18n';
import { useKeyHint } from '../../lib/shortcuts';
import type { Picking } from './usePicking';

export function PickBar({ picking, textView }: { picking: Picking; textView: boolean }) {
  const { m } = useMessages();
  const text = useKeyHint('textView');
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      picking.cancel();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [picking]);
  return (
    <div className="pick-bar">
      <Icon name="pen" />
      <p>
        <strong>{m.pick.title(picking.title)}</strong>{' '}
        {textView ? m.pick.inText : m.pick.inImage(text?.label ?? '')}
      </p>
      <Button small onPress={picking.cancel}>
        {m.common.cancel}
        <KeyHint label="Esc" />
      </Button>
    </div>
  );
}
