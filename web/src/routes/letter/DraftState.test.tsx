// What is kept is heard at most once a minute, a failure at once.
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Announcer } from '../../components/Announcer';
import { de } from '../../lib/i18n/de';
import type { KeeperState } from '../../lib/letter-keeper';
import { DraftState } from './DraftState';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('is heard once a minute when kept, and at once when lost', () => {
  let now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const state = (phase: KeeperState['phase']) =>
    ({ phase, saved: { by: null, at: null }, error: null, restored: false }) as unknown as KeeperState;
  const shown = (phase: KeeperState['phase']) => (
    <Announcer>
      <DraftState state={state(phase)} onRetry={() => {}} />
    </Announcer>
  );
  const { rerender, container } = render(shown('kept'));
  // Each announcement is a new element, also when it says the same.
  const heard = () => container.querySelector('[data-announcer] span');
  const told = (phase: KeeperState['phase']) => {
    const before = heard();
    rerender(shown(phase));
    return heard() === before ? null : heard()?.textContent;
  };
  expect(heard()?.textContent, 'nothing on arrival').toBe('');
  expect(told('typing')).toBeNull();
  expect(told('kept')).toBe(de.letters.phases.kept);
  now += 59_000;
  expect(told('typing')).toBeNull();
  expect(told('kept'), 'not again within a minute').toBeNull();
  now += 2_000;
  expect(told('typing')).toBeNull();
  expect(told('kept')).toBe(de.letters.phases.kept);
  expect(told('lost'), 'at once').toBe(de.letters.phases.lost);
});
