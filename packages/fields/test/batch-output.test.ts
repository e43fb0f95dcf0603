import { toBatchOutput } from '../src/batch-output.ts';

const row = (index: number, parts: number | null) => ({
  row: index,
  recipient: '61491570156',
  to: '61491570156',
  text: 'Hi',
  parts,
  reference: 'zap-000000000000-1',
});

const accepted = { status: 'accepted', batchId: 'b-1' } as const;

test.each([
  [[null, null], null],
  [[null, 2], 2],
  [[1, 2], 3],
])('adds up the parts of accepted rows %j to %j', (parts, total) => {
  const rows = parts.map((each, index) => row(index + 1, each));
  const report = {
    rows: rows.map((each) => ({ row: each, fate: accepted })),
    batchIds: ['b-1'],
    failures: [],
  };
  expect(toBatchOutput(rows, report)).toMatchObject({ accepted: 2, parts_total: total });
});
