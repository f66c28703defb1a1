// Keys that a person chooses: what can be given, what is in the way, and what remains of nonsense in the storage.
import { describe, expect, it } from 'vitest';
import { isGivable, isSingle, ownerOf, repairKeys } from './key-map';
import { SHORTCUTS } from './shortcuts';

describe('chosen keys', () => {
  it('are letters, digits and signs, for actions of one key', () => {
    expect(['x', 'ß', '7', '+', 'ö'].every(isGivable)).toBe(true);
    expect(['', ' ', 'tab', 'enter', 'f5', 'escape', '\u0007'].some(isGivable)).toBe(false);
    expect(isSingle('confirm')).toBe(true);
    expect(isSingle('palette')).toBe(false);
    expect(isSingle('goQueue')).toBe(false);
  });

  it('are refused where another action has them', () => {
    expect(ownerOf('k', 'confirm', {})).toBe('amend');
    expect(ownerOf('x', 'confirm', {})).toBeNull();
    expect(ownerOf('x', 'confirm', { amend: 'x' })).toBe('amend');
    // Freed by its owner, and not to be had back while somebody else has it.
    expect(ownerOf('k', 'confirm', { amend: 'x' })).toBeNull();
    expect(ownerOf('b', 'confirm', { confirm: 'y', amend: 'b' })).toBe('amend');
    // What works everywhere, and what begins with a key.
    expect(ownerOf('?', 'confirm', {})).toBe('help');
    expect(ownerOf('b', 'search', {})).toBe('confirm');
    expect(ownerOf('g', 'confirm', {})).toBe('goQueue');
    // Another list never meets it; a contradiction stands inside its field.
    expect(ownerOf('m', 'confirm', {})).toBeNull();
    expect(ownerOf('b', 'source1', {})).toBe('confirm');
    expect(ownerOf('1', 'confirm', {})).toBe('tabFields');
  });

  it('leave the table itself alone', () => {
    for (const { id, keys } of SHORTCUTS) expect(ownerOf(keys, id, {}), id).toBeNull();
  });

  it('survive nonsense in the storage, and never share a key', () => {
    expect(repairKeys({ confirm: 'x', amend: 'b' })).toEqual({ confirm: 'x', amend: 'b' });
    // Exchanged.
    expect(repairKeys({ confirm: 'k', amend: 'b' })).toEqual({ confirm: 'k', amend: 'b' });
    expect(
      repairKeys({ confirm: 7, palette: 'x', nobody: 'y', amend: 'tab', reject: 'v', unclear: ' ' }),
    ).toEqual({});
    expect(repairKeys({ confirm: 'k' })).toEqual({});
    const shared = repairKeys({ confirm: 'x', amend: 'x' });
    expect(Object.keys(shared)).toHaveLength(1);
  });
});
