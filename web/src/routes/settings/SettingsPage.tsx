// C9 Einstellungen: language, appearance, density, text size, single keys, and the table of shortcuts.
import { Switch } from 'react-aria-components';
import { ShortcutTables } from '../../app/ShortcutSheet';
import { Segments } from '../../components/Choice';
import { Page } from '../../components/Page';
import { useMessages } from '../../lib/i18n';
import { type Settings, useSettings } from '../../lib/settings';

export function SettingsPage() {
  const { m } = useMessages();
  const { settings, change } = useSettings();
  const choice = (name: 'language' | 'theme' | 'density' | 'textSize', words: Record<string, string>) => (
    <div className="setting">
      <h2>{m.frame[name]}</h2>
      <Segments
        label={m.frame[name]}
        value={settings[name]}
        onChange={(value) => change({ [name]: value } as Partial<Settings>)}
        items={Object.entries(words).map(([id, label]) => ({ id, label }))}
      />
    </div>
  );
  return (
    <Page title={m.settings.title} status={m.settings.status}>
      <div className="panel settings">
        {choice('language', m.frame.languages)}
        {choice('theme', m.frame.themes)}
        {choice('density', m.frame.densities)}
        {choice('textSize', m.frame.textSizes)}
        <div className="setting">
          <h2>{m.settings.shortcuts}</h2>
          <Switch
            className="switch"
            isSelected={settings.shortcuts}
            onChange={(shortcuts) => change({ shortcuts })}
          >
            <span className="switch-track" aria-hidden="true" />
            {m.settings.shortcutsOn}
          </Switch>
          <p className="meta">{m.settings.shortcutsHint}</p>
        </div>
      </div>
      <section className="panel">
        <h2>{m.settings.table}</h2>
        <ShortcutTables />
      </section>
    </Page>
  );
}
