// The sheet behind `?`: all shortcuts, taken from the table that makes them work.
import { ModalDialog } from '../components/ModalDialog';
import { useMessages } from '../lib/i18n';
import { useSettings } from '../lib/settings';
import { keyLabel, SHORTCUTS } from '../lib/shortcuts';
import { WIDGET_KEYS, type WidgetScope } from '../lib/widget-keys';

const SCOPES: readonly WidgetScope[] = [
  'everywhere',
  'queue',
  'fields',
  'words',
  'reasons',
  'errors',
  'form',
];

export function ShortcutTables() {
  const { m, language } = useMessages();
  return (
    <div className="shortcut-groups">
      {SCOPES.map((scope) => (
        <section key={scope}>
          <h3>{m.shortcuts.scopes[scope]}</h3>
          <dl className="shortcut-list">
            {WIDGET_KEYS.filter((entry) => entry.scope === scope).map((entry) => (
              <div key={entry.id}>
                <dt>{m.shortcuts.widgets[entry.id]}</dt>
                <dd>
                  <kbd>{entry.keys[language]}</kbd>
                </dd>
              </div>
            ))}
            {SHORTCUTS.filter((entry) => entry.scope === scope).map((entry) => (
              <div key={entry.id}>
                <dt>{m.shortcuts.names[entry.id]}</dt>
                <dd>
                  <kbd>{keyLabel(entry.keys, language)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { m } = useMessages();
  const { settings } = useSettings();
  return (
    <ModalDialog title={m.shortcuts.title} isOpen={isOpen} onClose={onClose} size="large">
      {!settings.shortcuts && <p>{m.shortcuts.off}</p>}
      <ShortcutTables />
    </ModalDialog>
  );
}
