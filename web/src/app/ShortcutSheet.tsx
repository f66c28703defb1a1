// The sheet behind `?`: all shortcuts, taken from the table that makes them work.
import { ModalDialog } from '../components/ModalDialog';
import { useMessages } from '../lib/i18n';
import { shortcutWords } from '../lib/i18n/words/shortcuts';
import { useSettings } from '../lib/settings';
import { keyLabel, keysOf, SHORTCUTS } from '../lib/shortcuts';
import { WIDGET_KEYS, type WidgetScope } from '../lib/widget-keys';

const SCOPES: readonly WidgetScope[] = [
  'everywhere',
  'queue',
  'fields',
  'words',
  'sources',
  'reasons',
  'errors',
  'compare',
  'post',
  'form',
];

export function ShortcutTables() {
  const { language } = useMessages();
  const { settings } = useSettings();
  const words = shortcutWords[language];
  return (
    <div className="shortcut-groups">
      {SCOPES.map((scope) => (
        <section key={scope}>
          <h3>{words.scopes[scope]}</h3>
          <dl className="shortcut-list">
            {WIDGET_KEYS.filter((entry) => entry.scope === scope).map((entry) => (
              <div key={entry.id}>
                <dt>{words.widgets[entry.id]}</dt>
                <dd>
                  <kbd>{entry.keys[language]}</kbd>
                </dd>
              </div>
            ))}
            {SHORTCUTS.filter((entry) => entry.scope === scope).map((entry) => (
              <div key={entry.id}>
                <dt>{words.names[entry.id]}</dt>
                <dd>
                  <kbd>{keyLabel(keysOf(entry.id, settings.keys), language)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { m, language } = useMessages();
  const { settings } = useSettings();
  return (
    <ModalDialog title={m.frame.keys} isOpen onClose={onClose} size="large">
      {settings.shortcuts === 'off' && <p>{shortcutWords[language].off}</p>}
      <ShortcutTables />
    </ModalDialog>
  );
}
