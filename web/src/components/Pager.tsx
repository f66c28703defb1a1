// Pages of a long list: first, previous, a page by its number, next, last. Nothing while one page holds everything.
import { type FormEvent, useEffect, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { formatNumber } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { Button } from './Button';

type Props = { total: number; offset: number; size: number; onMove: (offset: number) => void };

export function Pager({ total, offset, size, onMove }: Props) {
  const { m, language } = useMessages();
  const page = Math.floor(offset / size) + 1;
  const pages = Math.ceil(total / size);
  const [wanted, setWanted] = useState(String(page));
  useEffect(() => setWanted(String(page)), [page]);
  if (total <= size) return null;
  const n = (value: number) => formatNumber(value, language);
  const goTo = (number: number) => onMove((Math.min(pages, Math.max(1, number)) - 1) * size);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = Number.parseInt(wanted, 10);
    if (Number.isNaN(number)) setWanted(String(page));
    else goTo(number);
  };
  const last = Math.min(total, offset + size);
  return (
    <nav className="pager" aria-label={m.common.pages}>
      <span className="meta">{m.common.range(n(offset + 1), n(last), n(total))}</span>
      <span className="spacer" />
      <Button small kind="quiet" className="to-end" isDisabled={page <= 1} onPress={() => goTo(1)}>
        {m.common.first}
      </Button>
      <Button small icon="left" isDisabled={page <= 1} onPress={() => goTo(page - 1)}>
        {m.common.previous}
      </Button>
      <form className="page-jump" onSubmit={submit}>
        <TextField value={wanted} onChange={setWanted} inputMode="numeric" autoComplete="off">
          <Label>{m.common.page}</Label>
          <Input className="input" />
        </TextField>
        <span>{m.common.ofPages(n(pages))}</span>
      </form>
      <Button small icon="right" isDisabled={page >= pages} onPress={() => goTo(page + 1)}>
        {m.common.next}
      </Button>
      <Button small kind="quiet" className="to-end" isDisabled={page >= pages} onPress={() => goTo(pages)}>
        {m.common.last}
      </Button>
    </nav>
  );
}
