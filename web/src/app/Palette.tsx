// Strg+K: go to a page, to the letters of the open case, do what the page offers by key, or search the queue.
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useContext, useState } from 'react';
import { Autocomplete, Input, Label, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { KeyHint } from '../components/Button';
import { Icon } from '../components/Icon';
import { ModalDialog } from '../components/ModalDialog';
import { useMessages } from '../lib/i18n';
import { shortcutWords } from '../lib/i18n/words/shortcuts';
import { caseOf } from '../lib/leave-guard';
import { LETTER_KINDS, LETTER_PATHS } from '../lib/letter-kinds';
import { navigationFor, useSession } from '../lib/session';
import { useSettings } from '../lib/settings';
import { keyLabel, keysOf, SHORTCUTS, ShortcutContext, type ShortcutId } from '../lib/shortcuts';

/** Not offered: pages stand by name, a reason belongs to its question, and nothing is sent or decided from here. */
const isOffered = (id: ShortcutId): boolean => !/^(go[A-Z]|reason\d|palette$|send$)/.test(id);

/** The actions that the page offers by key, each with its key. They are taken when the palette opens. */
function useActions(): readonly (typeof SHORTCUTS)[number][] {
  const { handlerOf } = useContext(ShortcutContext);
  const [actions] = useState(() => SHORTCUTS.filter(({ id }) => isOffered(id) && handlerOf(id)));
  return actions;
}

/** Runs it once the dialog is gone and the focus is back: some actions are about what has it. */
function afterDialog(run: () => void, frames = 20): void {
  requestAnimationFrame(() => {
    if (frames > 0 && document.querySelector('[role=dialog]')) afterDialog(run, frames - 1);
    else requestAnimationFrame(run);
  });
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { m, language } = useMessages();
  const names = shortcutWords[language].names;
  const actions = useActions();
  const { settings } = useSettings();
  const { handlerOf } = useContext(ShortcutContext);
  const { user } = useSession();
  const navigate = useNavigate();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [text, setText] = useState('');
  const pages = navigationFor(user.role);
  const openCase = useRouterState({ select: (state) => caseOf(state.location.pathname) });
  const letters =
    openCase === null
      ? []
      : LETTER_KINDS.map((kind) => ({ to: LETTER_PATHS[kind], word: m.codes.letterKind[kind] }));
  const go = (key: string) => {
    onClose();
    const action = actions.find(({ id }) => `act:${id}` === key);
    if (action) return afterDialog(() => handlerOf(action.id)?.());
    const letter = letters.find(({ to }) => to === key);
    if (letter && openCase !== null) void navigate({ to: letter.to, params: { id: openCase } });
    else if (key === 'search') void navigate({ to: '/eingang', search: { ansicht: 'all', q: text } });
    else void navigate({ to: key });
  };
  return (
    <ModalDialog title={m.palette.title} isOpen onClose={onClose}>
      <Autocomplete
        inputValue={text}
        onInputChange={setText}
        filter={(value, input) => value === text || contains(value, input)}
      >
        <SearchField className="search-field" autoFocus>
          <Label className="visually-hidden">{m.palette.title}</Label>
          <Icon name="search" />
          <Input className="input" placeholder={m.palette.placeholder} />
        </SearchField>
        <Menu
          className="menu palette-menu"
          aria-label={m.palette.results}
          onAction={(key) => go(String(key))}
          renderEmptyState={() => <p className="meta">{m.palette.none}</p>}
        >
          {pages.map((page) => (
            <MenuItem key={page.to} id={page.to} textValue={m.frame[page.word]} className="menu-item">
              <Icon name={page.icon} />
              {m.frame[page.word]}
            </MenuItem>
          ))}
          {user.role !== 'data' && (
            <MenuItem id="/eingang/quellen" textValue={m.frame.sources} className="menu-item">
              <Icon name="inbox" />
              {m.frame.sources}
            </MenuItem>
          )}
          {user.role === 'clerk' && (
            <MenuItem id="/eingang/zuordnen" textValue={m.frame.sorting} className="menu-item">
              <Icon name="inbox" />
              {m.frame.sorting}
            </MenuItem>
          )}
          {user.role !== 'data' && (
            <MenuItem id="/uebung" textValue={m.frame.practice} className="menu-item">
              <Icon name="pen" />
              {m.frame.practice}
            </MenuItem>
          )}
          {letters.map(({ to, word }) => (
            <MenuItem key={to} id={to} textValue={word} className="menu-item">
              <Icon name="page" />
              {word}
            </MenuItem>
          ))}
          {actions.map(({ id }) => (
            <MenuItem key={id} id={`act:${id}`} textValue={names[id]} className="menu-item">
              <Icon name="keyboard" />
              {names[id]}
              <KeyHint label={keyLabel(keysOf(id, settings.keys), language)} />
            </MenuItem>
          ))}
          {text !== '' && user.role !== 'data' ? (
            <MenuItem id="search" textValue={text} className="menu-item">
              <Icon name="search" />
              {m.palette.searchCases(text)}
            </MenuItem>
          ) : null}
        </Menu>
      </Autocomplete>
    </ModalDialog>
  );
}
