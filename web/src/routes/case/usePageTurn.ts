// Which way up a page is shown: upright where the reading knows how it lies, and as a person turned it since.
import { useState } from 'react';
import { type Turns, turnsOf } from '../../lib/turning';

/** `page` tells pages apart: each keeps its turn while the case is open. `turn` answers how the page is shown then. */
export function usePageTurn(page: string, toUpright: number): { turns: Turns; turn: () => Turns } {
  const [byHand, setByHand] = useState<Readonly<Record<string, number>>>({});
  const now = byHand[page] ?? 0;
  const turn = () => {
    setByHand({ ...byHand, [page]: now + 1 });
    return turnsOf(toUpright + now + 1);
  };
  return { turns: turnsOf(toUpright + now), turn };
}
