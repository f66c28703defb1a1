import { describe, expect, it } from 'vitest';
import type { Actor, HistoryItem } from './api/types';
import { dividedAt } from './case-view';

const item = (sequence: number, actor: Partial<Actor>): HistoryItem => ({
  sequence,
  at: '2026-11-20T09:00:00Z',
  actor: { kind: 'user', id: 'u1', name: 'A', ...actor },
  action: 'review_recorded',
  detail: {},
});
const history = [
  item(19, { kind: 'model', id: null }),
  item(17, {}),
  item(12, { id: 'u2' }),
  item(9, {}),
  item(4, { kind: 'system', id: null }),
];

describe('what is new since the last view', () => {
  it('stands above the newest entry that was there, and own steps are no news', () => {
    expect(dividedAt(history, 9, 'u1')).toEqual({ at: history[3], news: 2 });
    expect(dividedAt(history, 10, 'u1')?.at.sequence).toBe(9);
    expect(dividedAt(history, 12, 'u2')).toEqual({ at: history[2], news: 2 });
  });
  it('is nothing where only the person did something, nothing came, or no mark is known', () => {
    expect(dividedAt(history.slice(1), 12, 'u1')).toBeNull();
    expect(dividedAt(history, 19, 'u1')).toBeNull();
    expect(dividedAt(history, null, 'u1')).toBeNull();
    expect(dividedAt(history, undefined, 'u1')).toBeNull();
  });
  it('needs an entry to stand above', () => {
    expect(dividedAt(history.slice(0, 2), 9, 'u1')).toBeNull();
  });
});
