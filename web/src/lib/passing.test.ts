// Reading again is offered for exactly those issues for which the server reads again.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastPassing, PASSING } from './passing';

/** The codes that `IssueCode::is_passing` names. */
function ofDomain(): string[] {
  const source = readFileSync(`${process.cwd()}/../crates/domain/src/document.rs`, 'utf8');
  const codes = new Map(
    [...source.matchAll(/^\s+(\w+) => "([a-z_]+)"/gm)].map(([, name, code]) => [name, code]),
  );
  const start = source.indexOf('fn is_passing');
  const body = source.slice(start, source.indexOf('\n    }', start));
  return [...body.matchAll(/Self::(\w+)/g)].map(([, name]) => codes.get(name) as string);
}

describe('issues that may pass', () => {
  it('are those that the server reads again for', () => {
    expect(ofDomain().length).toBeGreaterThan(2);
    expect([...PASSING].sort()).toEqual(ofDomain().sort());
  });
  it('are found last first, so that one offer stands beside them', () => {
    const issues = [
      { code: 'recognition_failed' as const, page: 2 },
      { code: 'recognition_failed' as const, page: 5 },
      { code: 'poor_scan' as const, page: 6 },
    ];
    expect(lastPassing(issues)).toBe(issues[1]);
    expect(lastPassing(issues.slice(2))).toBeUndefined();
    expect(lastPassing([])).toBeUndefined();
  });
});
