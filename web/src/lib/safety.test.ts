// Small rules that guard the rest: trusted types, sign-in target, settings, navigation by role.
import { describe, expect, it } from 'vitest';
import { signInAddress } from './api/client';
import { asProblem, problemFrom } from './api/problem';
import type { Role } from './api/types';
import { navigationFor } from './session';
import { parseSettings } from './settings';
import { START_OF_ROLE, startAt } from './start-view';
import { onlyEmptyHtml } from './trusted-types';

describe('trusted types', () => {
  it('let only the empty string through', () => {
    expect(onlyEmptyHtml('')).toBe('');
    expect(() => onlyEmptyHtml(' ')).toThrow(TypeError);
    expect(() => onlyEmptyHtml('<img src=x onerror=alert(1)>')).toThrow(TypeError);
  });
});

describe('problems', () => {
  it('are made of any answer', () => {
    const response = new Response(null, { status: 502, headers: { 'x-request-id': 'r1' } });
    expect(problemFrom('<html>', response)).toMatchObject({ code: 'unexpected_answer', request_id: 'r1' });
    expect(problemFrom({ code: 'storage_full' }, response).code).toBe('storage_full');
    expect(asProblem(new TypeError('Failed to fetch')).code).toBe('connection_lost');
  });
  it('lead back to where one was', () => {
    expect(signInAddress({ pathname: '/eingang', search: '?q=a&b' })).toBe(
      '/anmelden?ziel=%2Feingang%3Fq%3Da%26b',
    );
  });
});

describe('settings', () => {
  it('survive nonsense in the storage', () => {
    for (const text of [null, '', '{', 'null', '[]', '{"theme":"pink","language":7}']) {
      expect(parseSettings(text)).toEqual({
        language: 'de',
        theme: 'system',
        density: 'auto',
        textSize: 'normal',
        shortcuts: 'lists',
        keys: {},
        start: 'usual',
        announcements: 'all',
        marks: false,
        strip: false,
        split: 58,
      });
    }
    for (const [split, kept] of [
      [5, 30],
      [99, 70],
      ['50', 58],
      [44.4, 44],
    ])
      expect(parseSettings(JSON.stringify({ split })).split).toBe(kept);
    const chosen = {
      shortcuts: 'everywhere',
      start: 'mine',
      announcements: 'results',
      keys: { confirm: 'x' },
    };
    expect(parseSettings(JSON.stringify(chosen))).toMatchObject(chosen);
    const nonsense = { shortcuts: 'often', start: '/akten/7', announcements: 1, keys: null };
    expect(parseSettings(JSON.stringify(nonsense))).toEqual(parseSettings('{}'));
    expect(parseSettings('{"theme":"dark","shortcuts":false,"marks":true,"strip":true}')).toMatchObject({
      theme: 'dark',
      shortcuts: 'off',
      marks: true,
      strip: true,
    });
  });
});

describe('navigation', () => {
  it('shows each role what it may open, at most five on a phone besides settings, models, samples and the log', () => {
    expect(navigationFor('clerk').map((item) => item.to)).toEqual([
      '/eingang',
      '/freigaben',
      '/recht',
      '/einstellungen',
    ]);
    expect(navigationFor('data').map((item) => item.to)).toEqual([
      '/modelle',
      '/auswertung',
      '/einstellungen',
    ]);
    const hidden = ['/einstellungen', '/modelle', '/protokoll', '/stichproben'];
    const phone = navigationFor('supervisor').filter((item) => !hidden.includes(item.to));
    expect(phone.length).toBeLessThanOrEqual(5);
  });
  it('begins where the role does, or where its person wants to', () => {
    expect(startAt('data', 'usual')).toEqual({ to: '/modelle' });
    expect(startAt('clerk', 'usual')).toEqual({ to: '/eingang' });
    expect(startAt('clerk', 'mine')).toEqual({ to: '/eingang', search: { ansicht: 'mine' } });
    expect(startAt('supervisor', 'overview')).toEqual({ to: '/uebersicht' });
    // Chosen in this browser by somebody who may open it.
    expect(startAt('clerk', 'overview')).toEqual({ to: '/eingang' });
    expect(startAt('data', 'mine')).toEqual({ to: '/modelle' });
    for (const [role, views] of Object.entries(START_OF_ROLE))
      for (const view of views) {
        const { to } = startAt(role as Role, view);
        const allowed = navigationFor(role as Role).map((item) => item.to as string);
        expect(
          allowed.some((path) => to.startsWith(path)),
          `${role} ${view}`,
        ).toBe(true);
      }
  });
});
