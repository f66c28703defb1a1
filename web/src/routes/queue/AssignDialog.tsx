// Asks which colleague the selected cases are given to.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { ModalDialog } from '../../components/ModalDialog';
import { Loaded } from '../../components/Panels';
import { clerksQuery } from '../../lib/api/queries';
import type { Person } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useSession } from '../../lib/session';

type Props = { count: number; onClose: () => void; onAssign: (to: Person) => void };

export function AssignDialog({ count, onClose, onAssign }: Props) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const { user } = useSession();
  const clerks = useQuery(clerksQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const to = clerks.data?.items.find((clerk) => clerk.id === chosen);
  return (
    <ModalDialog title={t.assignTitle(count)} isOpen onClose={onClose}>
      <Loaded query={clerks} rows={2}>
        {({ items }) => (
          <Choice
            autoFocus
            label={t.assignTo}
            placeholder={t.chooseReason}
            value={chosen}
            onChange={setChosen}
            items={items
              .filter((clerk) => clerk.id !== user.id)
              .map((clerk) => ({ id: clerk.id, label: clerk.display_name }))}
          />
        )}
      </Loaded>
      <div className="dialog-actions">
        <Button
          kind="primary"
          isDisabled={!to}
          onPress={() => {
            if (!to) return;
            onClose();
            onAssign(to);
          }}
        >
          {t.assign}
        </Button>
        <Button onPress={onClose}>{m.common.cancel}</Button>
      </div>
    </ModalDialog>
  );
}
