// C9 Einstellungen: language, appearance, density, text size, the first page, announcements, single keys and which they
// are.
import { ShortcutTables } from '../../app/ShortcutSheet';
import { Choice, Segments } from '../../components/Choice';
import { Page } from '../../components/Page';
import { useMessages } from '../../lib/i18n';
import { settingsWords } from '../../lib/i18n/words/settings';
import { useSession } from '../../lib/session';
import { type Settings, useSettings } from '../../lib/settings';
import { START_OF_ROLE, type StartView } from '../../lib/start-view';
import { KeyChooser } from './KeyChooser';

type Chosen = 'language' | 'theme' | 'density' | 'textSize' | 'announcements' | 'shortcuts';

export function SettingsPage() {
  const { m, language } = useMessages();
  const { settings, change } = useSettings();
  const w = settingsWords[language];
  const choice = (name: Chosen, title: string, words: Record<string, string>, hint?: string) => (
    <div className="setting">
      <h2>{title}</h2>
      <Segments
        label={title}
        value={settings[name]}
        onChange={(value) => change({ [name]: value } as Partial<Settings>)}
        items={Object.entries(words).map(([id, label]) => ({ id, label }))}
      />
      {hint && <p className="meta">{hint}</p>}
    </div>
  );
  return (
    <Page title={m.settings.title} status={m.settings.status}>
      <div className="panel settings">
        {choice('language', m.frame.language, m.frame.languages)}
        {choice('theme', m.frame.theme, m.frame.themes)}
        {choice('density', m.frame.density, m.frame.densities)}
        {choice('textSize', m.frame.textSize, m.frame.textSizes)}
        <StartChoice />
        {choice('announcements', w.announcements, w.said, w.announcementsHint)}
        {choice('shortcuts', w.singleKeys, w.where, w.singleKeysHint)}
        <KeyChooser />
      </div>
      <section className="panel">
        <h2>{m.settings.table}</h2>
        <ShortcutTables />
      </section>
    </Page>
  );
}

function StartChoice() {
  const { m, language } = useMessages();
  const { settings, change } = useSettings();
  const { user } = useSession();
  const w = settingsWords[language];
  const views = START_OF_ROLE[user.role];
  const words = (view: StartView) =>
    view in w.starts
      ? w.starts[view as keyof typeof w.starts]
      : w.startInQueue(m.queue.views[view as keyof typeof m.queue.views]);
  return (
    <div className="setting">
      <h2>{w.start}</h2>
      <Choice
        label={w.start}
        hideLabel
        value={views.includes(settings.start) ? settings.start : 'usual'}
        onChange={(start) => change({ start: start as StartView })}
        items={views.map((id) => ({ id, label: words(id) }))}
      />
      <p className="meta">{w.startHint}</p>
    </div>
  );
}
