// Strg+K: go to a page, to the letters of the open case, or search the queue without the mouse.
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { Autocomplete, Input, Label, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { Icon } from '../components/Icon';
import { ModalDialog } from '../components/ModalDialog';
import { useMessages } from '../lib/i18n';
import { caseOf } from '../lib/leave-guard';
import { LETTER_KINDS, LETTER_PATHS } from '../lib/letter-kinds';
import { navigationFor, useSession } from '../lib/session';

export function Palette({ onClose }: { onClose: () => void }) {
  const { m } = useMessages();
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
