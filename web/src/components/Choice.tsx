// A list to choose one from, and a group of exclusive buttons, both on React Aria.
import type { ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Icon } from './Icon';

export type ChoiceItem = { id: string; label: string };

export function Choice({
  label,
  items,
  value,
  onChange,
  placeholder,
  hideLabel,
  autoFocus,
  isDisabled,
  id,
}: {
  label: string;
  items: readonly ChoiceItem[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
  hideLabel?: boolean;
  autoFocus?: boolean;
  isDisabled?: boolean;
  id?: string;
}) {
  return (
    <Select
      className="choice"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      placeholder={placeholder ?? label}
      autoFocus={autoFocus ?? false}
      isDisabled={isDisabled ?? false}
    >
      <Label className={hideLabel ? 'visually-hidden' : 'label'}>{label}</Label>
      <Button className="input choice-button" {...(id && { id })}>
        <SelectValue />
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox" items={items}>
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className="listbox-item">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

type SegmentItem = { id: string; label: string; extra?: ReactNode };

/** Exclusive choice shown as a row of buttons. */
export function Segments({
  label,
  items,
  value,
  onChange,
  look = 'pills',
}: {
  label: string;
  items: readonly SegmentItem[];
  value: string;
  onChange: (id: string) => void;
  look?: 'pills' | 'joined';
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={`segments ${look}`}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(String(key));
      }}
    >
      {items.map((item) => (
        <ToggleButton key={item.id} id={item.id} className="segment">
          {item.label}
          {item.extra}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
