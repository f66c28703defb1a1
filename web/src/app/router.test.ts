// The list of routes that the accessibility tests walk is the list of routes there are.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { router } from './router';

type Entry = { route: string; screen: string | null; role: string };
const file = `${process.cwd()}/e2e/inventory.json`;
const inventory: Entry[] = JSON.parse(readFileSync(file, 'utf8'));

it('walks every route', () => {
  const routes = Object.keys(router.routesByPath).map((path) => path.replace(/(.)\/$/, '$1'));
  expect([...new Set(routes)].sort()).toEqual(inventory.map((entry) => entry.route).sort());
});
