// Chooses the kind of a document from all kinds there are, by typing a part of its name.
import { useState } from 'react';
import { Autocomplete, Input, Label, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import type { ChoiceItem } from '../../components/Choice';
import { Icon } from '../../components/Icon';
import { ModalDialog } from '../../components/ModalDialog';
import type { SortingWords } from '../../lib/i18n/words/sorting';

export function KindDialog({
  name,
  items,
  words,
  onPick,
  onClose,
}: {
  name: string;
  items: readonly ChoiceItem[];
  words: SortingWords;
  onPick: (kind: ChoiceItem) => void;
  onClose: () => void;
}) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const [text, setText] = useState('');
  return (
    <ModalDialog title={words.chooseKind(name)} isOpen onClose={onClose}>
      <Autocomplete inputValue={text} onInputChange={setText} filter={contains}>
        <SearchField className="search-field" autoFocus>
          <Label className="visually-hidden">{words.filterKinds}</Label>
          <Icon name="search" />
          <Input className="input" placeholder={words.filterKinds} />
        </SearchField>
        <Menu
          className="menu palette-menu"
          aria-label={words.chooseKind(name)}
          onAction={(id) => {
            const picked = items.find((item) => item.id === id);
            if (picked) onPick(picked);
          }}
          renderEmptyState={() => <p className="meta">{words.none}</p>}
        >
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className="menu-item">
              {item.label}
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </ModalDialog>
  );
}
