// Which rows of the queue are selected: one taken in or out, a range pulled from an anchor, all of them.

/** `range` is what was pulled last: it grows and shrinks at its end, and its anchor stays. */
export type Picked = { ids: ReadonlySet<string>; range: { anchor: string; end: string } | null };

export const NOTHING: Picked = { ids: new Set(), range: null };

export const picked = (ids: Iterable<string>): Picked => ({ ids: new Set(ids), range: null });

/** A row comes in and is the anchor of the next range, or goes out. */
export function toggled({ ids, range }: Picked, id: string): Picked {
  const next = new Set(ids);
  if (next.delete(id)) return { ids: next, range };
  next.add(id);
  return { ids: next, range: { anchor: id, end: id } };
}

/** Pulls the range to another row: what it no longer holds goes out. Without an anchor the range begins there. */
export function extended({ ids, range }: Picked, order: readonly string[], to: string): Picked {
  const known = range !== null && order.includes(range.anchor) && order.includes(range.end) ? range : null;
  const anchor = known?.anchor ?? to;
  const next = new Set(ids);
  for (const id of between(order, anchor, known?.end ?? to)) next.delete(id);
  for (const id of between(order, anchor, to)) next.add(id);
  return { ids: next, range: { anchor, end: to } };
}

function between(order: readonly string[], one: string, other: string): readonly string[] {
  const [first, last] = [order.indexOf(one), order.indexOf(other)].toSorted((a, b) => a - b);
  return order.slice(first, (last as number) + 1);
}

/** The row that alone came in or went out; `null` where it was more than one, or none. */
export function onlyChange(before: Picked, after: Picked): { id: string; isIn: boolean } | null {
  const came = [...after.ids].filter((id) => !before.ids.has(id));
  const went = [...before.ids].filter((id) => !after.ids.has(id));
  const [id] = [...came, ...went];
  return id !== undefined && came.length + went.length === 1 ? { id, isIn: came.length === 1 } : null;
}
