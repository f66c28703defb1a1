// Buttons of the workbench: React Aria underneath, with icon and shortcut hint.
import { type ReactNode, type RefObject, useCallback } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { type ShortcutId, useKeyHint } from '../lib/shortcuts';
import { Icon, type IconName } from './Icon';

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className'> & {
  children?: ReactNode;
  icon?: IconName;
  kind?: 'default' | 'primary' | 'quiet';
  small?: boolean;
  shortcut?: ShortcutId;
  /** Only for the few symbols that everybody reads: the name goes to `aria-label`. */
  iconOnly?: boolean;
  className?: string;
  ref?: RefObject<HTMLButtonElement | null>;
};

export function Button({
  children,
  icon,
  kind = 'default',
  small,
  shortcut,
  iconOnly,
  className,
  ref,
  ...rest
}: ButtonProps) {
  const hint = useKeyHint(shortcut);
  // React Aria passes no `aria-keyshortcuts` on, so it is set on the element itself.
  const setKeys = useCallback(
    (element: HTMLButtonElement | null) => {
      if (ref) ref.current = element;
      if (hint?.aria) element?.setAttribute('aria-keyshortcuts', hint.aria);
      else element?.removeAttribute('aria-keyshortcuts');
    },
    [hint?.aria, ref],
  );
  const classes = ['button', kind, small && 'small', iconOnly && 'icon-only', className]
    .filter(Boolean)
    .join(' ');
  return (
    <AriaButton {...rest} ref={setKeys} className={classes}>
      {icon && <Icon name={icon} />}
      {!iconOnly && children}
      {hint && !iconOnly && <KeyHint label={hint.label} />}
    </AriaButton>
  );
}

/** The key as printed; screen readers hear it from `aria-keyshortcuts` instead. */
export function KeyHint({ label }: { label: string }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: `kbd` takes no focus
  return <kbd aria-hidden="true">{label}</kbd>;
}
