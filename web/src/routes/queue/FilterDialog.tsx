// Keeps the present view under a name; renames and removes what was kept.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { QueueSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { ModalDialog } from '../../components/ModalDialog';
import { ErrorPanel, Loaded } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { filtersQuery } from '../../lib/api/queries';
import type { SavedFilter } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';

export function FilterDialog({ search, onClose }: { search: QueueSearch; onClose: () => void }) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const filters = useQuery(filtersQuery);
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const act = async (call: Promise<unknown>, said: string) => {
    setError(null);
    try {
      await call;
      announce(said);
      await queryClient.invalidateQueries(filtersQuery);
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    }
  };
  const present = {
    view: search.ansicht ?? 'all',
    service: search.verfahren ?? null,
    sort: search.sort ?? 'due',
    direction: search.richtung ?? 'asc',
  } as const;
  const keep = (name: string) =>
    act(dataOf(api.POST('/api/filters', { body: { ...present, name } })), t.saved(name));
  const rename = ({ id, count: _, ...filter }: SavedFilter, name: string) =>
    act(
      dataOf(api.PUT('/api/filters/{id}', { params: { path: { id } }, body: { ...filter, name } })),
      t.saved(name),
    );
  const remove = ({ id, name }: SavedFilter) =>
    act(dataOf(api.POST('/api/filters/{id}/removal', { params: { path: { id } } })), t.removed(name));
  return (
    <ModalDialog title={t.filterTitle} isOpen onClose={onClose}>
      <p className="meta">{t.filterHint}</p>
      {error !== null && <ErrorPanel error={error} />}
      <NameForm label={t.newName} initial="" word={t.save} onSend={keep} isEmptied autoFocus />
      <Loaded query={filters} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="meta">{t.none}</p>
          ) : (
            <ul className="filter-list" aria-label={t.filters}>
              {items.map((filter) => (
                <li key={filter.id}>
                  <NameForm
                    label={t.filterName}
                    of={t.of(filter.name)}
                    initial={filter.name}
                    word={t.rename}
                    onSend={(name) => rename(filter, name)}
                  />
                  <Button small aria-label={`${t.remove} ${filter.name}`} onPress={() => void remove(filter)}>
                    {t.remove}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="dialog-actions">
        <Button onPress={onClose}>{m.common.close}</Button>
      </div>
    </ModalDialog>
  );
}

function NameForm({
  label,
  of,
  initial,
  word,
  onSend,
  isEmptied = false,
  autoFocus = false,
}: {
  label: string;
  /** Which one it is about, where there are several. */
  of?: string;
  initial: string;
  word: string;
  onSend: (name: string) => Promise<boolean>;
  isEmptied?: boolean;
  autoFocus?: boolean;
}) {
  const [name, setName] = useState(initial);
  const more = of && <span className="visually-hidden"> {of}</span>;
  return (
    <form
      className="filter-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        void onSend(name.trim()).then((done) => done && isEmptied && setName(''));
      }}
    >
      <TextField className="form-field" value={name} onChange={setName} maxLength={60} autoFocus={autoFocus}>
        <Label className="label">
          {label}
          {more}
        </Label>
        <Input className="input" autoComplete="off" />
      </TextField>
      <Button small type="submit" isDisabled={name.trim() === '' || name.trim() === initial}>
        {word}
        {more}
      </Button>
    </form>
  );
}
