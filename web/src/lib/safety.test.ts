// Small rules that guard the rest: trusted types, sign-in target, settings, navigation by role.
import { describe, expect, it } from 'vitest';
import { signInAddress } from './api/client';
import { asProblem, problemFrom } from './api/problem';
import { navigationFor, startOf } from './session';
import { parseSettings } from './settings';
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
        shortcuts: true,
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
    expect(parseSettings('{"theme":"dark","shortcuts":false,"marks":true,"strip":true}')).toMatchObject({
      theme: 'dark',
      shortcuts: false,
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
    expect(startOf('data')).toBe('/modelle');
  });
});
