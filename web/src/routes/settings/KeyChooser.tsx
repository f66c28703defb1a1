// Gives an action another key: the action is chosen, the key is pressed. One that another action has is refused.
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Icon } from '../../components/Icon';
import { useMessages } from '../../lib/i18n';
import { settingsWords } from '../../lib/i18n/words/settings';
import { shortcutWords } from '../../lib/i18n/words/shortcuts';
import { isGivable, isSingle, ownerOf } from '../../lib/key-map';
import { useSettings } from '../../lib/settings';
import { keyLabel, keysOf, SHORTCUTS, type ShortcutId, shortcut } from '../../lib/shortcuts';

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead'];

/** While it records, the next key belongs to it and to nothing else on the page. Tab goes on and ends it. */
function useRecording(isOn: boolean, onKey: (key: string) => void, onEnd: () => void) {
  const latest = useRef({ onKey, onEnd });
  latest.current = { onKey, onEnd };
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Tab') return latest.current.onEnd();
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat || MODIFIERS.includes(event.key)) return;
      if (event.key === 'Escape') latest.current.onEnd();
      else latest.current.onKey(event.ctrlKey || event.metaKey ? '' : event.key.toLowerCase());
    };
    const end = () => latest.current.onEnd();
    // Before the widgets hear it, and before the shortcuts do.
    window.addEventListener('keydown', hear, true);
    window.addEventListener('pointerdown', end, true);
    return () => {
      window.removeEventListener('keydown', hear, true);
      window.removeEventListener('pointerdown', end, true);
    };
  }, [isOn]);
}

export function KeyChooser() {
  const { language } = useMessages();
  const { settings, change } = useSettings();
  const announce = useAnnounce();
  const w = settingsWords[language].keys;
  const { names, scopes } = shortcutWords[language];
  const [id, setId] = useState<ShortcutId>('confirm');
  const [recording, setRecording] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const label = (keys: string) => keyLabel(keys, language);
  const say = (text: string) => {
    setRefused(null);
    announce(text);
  };
  /** `null` gives back the key of the table. */
  const give = (key: string | null) => {
    const wanted = key ?? shortcut(id).keys;
    setRecording(false);
    if (key !== null && !isGivable(key) && key !== shortcut(id).keys) return setRefused(w.unfit);
    const owner = ownerOf(wanted, id, settings.keys);
    if (owner) return setRefused(w.taken(label(wanted), names[owner]));
    const { [id]: _, ...others } = settings.keys;
    change({ keys: wanted === shortcut(id).keys ? others : { ...others, [id]: wanted } });
    say(w.given(names[id], label(wanted)));
  };
  useRecording(recording, give, () => {
    setRecording(false);
    say(w.cancelled);
  });
  return (
    <div className="setting">
      <h2>{w.title}</h2>
      <div className="key-chooser">
        <Choice
          label={w.action}
          value={id}
          onChange={(next) => {
            setRefused(null);
            setId(next as ShortcutId);
          }}
          items={SHORTCUTS.filter((entry) => isSingle(entry.id)).map((entry) => ({
            id: entry.id,
            label: `${names[entry.id]} (${scopes[entry.scope]})`,
          }))}
        />
        <p>
          {w.now('')}
          <kbd>{label(keysOf(id, settings.keys))}</kbd>
        </p>
        <Button
          small
          icon="keyboard"
          aria-pressed={recording}
          onPress={() => {
            setRefused(null);
            setRecording(true);
            announce(w.press);
          }}
        >
          {recording ? w.press : w.choose}
        </Button>
        {settings.keys[id] !== undefined && (
          <Button small kind="quiet" icon="undo" onPress={() => give(null)}>
            {w.reset}
          </Button>
        )}
        {Object.keys(settings.keys).length > 0 && (
          <Button
            small
            kind="quiet"
            onPress={() => {
              change({ keys: {} });
              say(w.allReset);
            }}
          >
            {w.resetAll}
          </Button>
        )}
      </div>
      {refused && (
        <p className="field-error" role="alert">
          <Icon name="warn" /> {refused}
        </p>
      )}
    </div>
  );
}
