// A modal dialog with a title and a close button; focus goes back to where it came from.
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useMessages } from '../lib/i18n';
import type { Scope } from '../lib/shortcuts';
import { Button } from './Button';

export function ModalDialog({
  title,
  isOpen,
  onClose,
  children,
  size = 'medium',
  scope,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  size?: 'medium' | 'large' | 'full';
  /** The shortcuts that work inside; without one, single keys do nothing there. */
  scope?: Scope;
}) {
  const { m } = useMessages();
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`modal ${size}`}>
        <Dialog className="dialog" {...(scope && { 'data-scope': scope, 'data-scope-host': true })}>
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button kind="quiet" small icon="cross" iconOnly aria-label={m.common.close} onPress={onClose} />
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
