// Who is signed in, how the workbench looks, help, and the way out.
import { useRef } from 'react';
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { Icon } from '../components/Icon';
import { drafts } from '../lib/drafts';
import { useMessages } from '../lib/i18n';
import { navigationFor, useSession } from '../lib/session';
import { type Density, type Language, type Settings, type Theme, useSettings } from '../lib/settings';

const CHOICES = {
  language: ['de', 'en'],
  theme: ['system', 'light', 'dark'],
  density: ['auto', 'compact', 'comfortable'],
} as const;

export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { m } = useMessages();
  const { settings, change } = useSettings();
  const { user, csrf_token } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const words = {
    language: m.frame.languages as Record<Language, string>,
    theme: m.frame.themes as Record<Theme, string>,
    density: m.frame.densities as Record<Density, string>,
  };
  const signOut = () => {
    if (drafts.any() && !window.confirm(m.drafts.signOut)) return;
    drafts.clear();
    form.current?.submit();
  };
  const section = (name: keyof typeof CHOICES) => (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[`${name}:${settings[name]}`]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) change({ [name]: String(key).split(':')[1] } as Partial<Settings>);
      }}
    >
      <Header className="menu-header">{m.frame[name]}</Header>
      {CHOICES[name].map((value) => (
        <MenuItem key={value} id={`${name}:${value}`} className="menu-item" shouldCloseOnSelect={false}>
          <span className="menu-check" aria-hidden="true" />
          {(words[name] as Record<string, string>)[value]}
        </MenuItem>
      ))}
    </MenuSection>
  );
  return (
    <>
      <form ref={form} method="post" action="/abmelden" hidden>
        <input type="hidden" name="csrf_token" value={csrf_token} />
      </form>
      <MenuTrigger>
        <Button className="rail-item account">
          <Icon name="person" />
          <span>{m.frame.account}</span>
        </Button>
        <Popover className="popover account-menu" placement="right bottom">
          <div className="account-name">
            <strong>{user.display_name}</strong>
            <span className="meta">{m.codes.role[user.role]}</span>
          </div>
          <Menu
            className="menu"
            aria-label={m.frame.account}
            onAction={(key) => {
              if (key === 'help') onHelp();
              if (key === 'sign-out') signOut();
            }}
          >
            {section('language')}
            {section('theme')}
            {section('density')}
            <Separator className="separator" />
            {/* On a phone the bar has no room for these. */}
            {navigationFor(user.role)
              .filter(({ word }) => ['audit', 'models', 'samples', 'settings'].includes(word))
              .map(({ to, word, icon }) => (
                <MenuItem key={to} id={to} href={to} className="menu-item">
                  <Icon name={icon} />
                  {m.frame[word]}
                </MenuItem>
              ))}
            {user.role !== 'data' && (
              <MenuItem id="/uebung" href="/uebung" className="menu-item">
                <Icon name="pen" />
                {m.frame.practice}
              </MenuItem>
            )}
            <MenuItem id="help" className="menu-item">
              <Icon name="keyboard" />
              {m.frame.keys}
            </MenuItem>
            <MenuItem id="hilfe" href="/hilfe" target="_blank" className="menu-item">
              <Icon name="question" />
              {m.frame.help}
            </MenuItem>
            <MenuItem id="barrierefreiheit" href="/barrierefreiheit" target="_blank" className="menu-item">
              <Icon name="person" />
              {m.frame.accessibility}
            </MenuItem>
            <MenuItem id="sign-out" className="menu-item">
              <Icon name="right" />
              {m.frame.signOut}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}
