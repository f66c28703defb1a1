// Search in the queue: sends what was typed after a short pause, so that the address does not change with each key.
import { useEffect, useRef, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { KeyHint } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { useMessages } from '../../lib/i18n';
import { useKeyHint } from '../../lib/shortcuts';

const PAUSE_MS = 300;

export function QueueSearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { m } = useMessages();
  const hint = useKeyHint('search');
  const [text, setText] = useState(value);
  const send = useRef(onChange);
  send.current = onChange;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => send.current(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <SearchField
      className="search-field"
      value={text}
      onChange={setText}
      onSubmit={(now) => send.current(now)}
    >
      <Label className="visually-hidden">{m.queue.search}</Label>
      <Icon name="search" />
      <Input className="input" placeholder={m.queue.searchPlaceholder} />
      {hint && <KeyHint label={hint.label} />}
    </SearchField>
  );
}
