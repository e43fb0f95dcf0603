import { readFileSync } from 'node:fs';
import { folderOf } from '../apps.ts';
import { GATEWAYS } from '../observe/gateways.ts';
import { gotchasOf } from '../observe/gotchas.ts';
import { readObserved } from '../observe/observed.ts';

test.each(GATEWAYS)(
  'the claims about $title are written as they are ("npm run claims" writes them)',
  (gateway) => {
    const written = readFileSync(`${folderOf(gateway.name)}/docs/api-gotchas.md`, 'utf8');
    expect(written).toBe(gotchasOf(gateway, readObserved(gateway.name)));
  },
);

test.each(GATEWAYS)('every claim about $title has an id of its own', ({ chapters }) => {
  const ids = chapters.flatMap(({ claims }) => claims.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
});

test('a verdict of a real account stands beside its claim', () => {
  const [gateway] = GATEWAYS;
  if (!gateway) throw new Error('there is no gateway');
  const observed = {
    classic: {
      day: '2026-12-01',
      verdicts: { 'classic-log-array': { word: 'refuted' as const, seen: '200 {records, total}' } },
    },
  };
  expect(gotchasOf(gateway, observed)).toContain(
    '  - **Refuted** on 2026-12-01 (classic): 200 {records, total}.\n',
  );
});
