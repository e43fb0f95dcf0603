import { GatewayError } from '@messaging/errors/gateway-error';
import { sendInBatches, type TakenBatch } from '../src/batches.ts';

const rows = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A gateway whose every answer takes a while of a time that only it uses up. */
const slowGateway = (budget: number, milliseconds: number) => {
  const asked: number[][] = [];
  let now = 0;
  return {
    asked,
    remaining: () => Math.max(0, budget - now),
    send: async (batch: readonly number[]): Promise<TakenBatch> => {
      asked.push([...batch]);
      const end = now + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, end);
      return { id: `batch-${asked.length}` };
    },
  };
};

test('every row goes out once, in its order, a few batches at a time', async () => {
  let open = 0;
  let most = 0;
  const sent: number[] = [];
  const report = await sendInBatches(
    rows(95),
    10,
    async (batch) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, batch[0] === 0 ? 20 : 1));
      open -= 1;
      sent.push(...batch);
      return { id: `of ${batch[0]}` };
    },
    () => 25_000,
  );
  expect(most).toBe(3);
  expect(sent.toSorted((one, other) => one - other)).toEqual(rows(95));
  expect(report.rows.map(({ row }) => row)).toEqual(rows(95));
  expect(report.rows[94]?.fate).toEqual({ status: 'accepted', batchId: 'of 90' });
  expect(report.batchIds).toEqual(rows(10).map((index) => `of ${index * 10}`));
  expect(report.failures).toEqual([]);
});

test('nothing to send is nothing sent', async () => {
  const gateway = slowGateway(25_000, 1);
  expect(await sendInBatches([], 10, gateway.send, gateway.remaining)).toEqual({
    rows: [],
    batchIds: [],
    failures: [],
  });
  expect(gateway.asked).toEqual([]);
});

test('no batch is begun that would not be answered in time, by how long the others took', async () => {
  const gateway = slowGateway(25_000, 8_000);
  const report = await sendInBatches(rows(20), 1, gateway.send, gateway.remaining);
  // Three at once from 25 s to 17 s and from 17 s to 9 s, which is less than 8 s and a fifth.
  expect(gateway.asked).toHaveLength(6);
  expect(report.batchIds).toHaveLength(6);
  expect(report.rows.slice(0, 6).every(({ fate }) => fate.status === 'accepted')).toBe(true);
  expect(report.rows.slice(6).map(({ fate }) => fate)).toEqual(
    rows(14).map(() => ({
      status: 'not_sent',
      reason: 'The time of this step ran out before it was sent: send it in another step.',
    })),
  );
});

test('no batch is begun in the last five seconds', async () => {
  const gateway = slowGateway(4_999, 10);
  const report = await sendInBatches(rows(2), 1, gateway.send, gateway.remaining);
  expect(gateway.asked).toEqual([]);
  expect(report.rows.map(({ fate }) => fate.status)).toEqual(['not_sent', 'not_sent']);
});

test.each(['unauthorized', 'forbidden', 'no_credit', 'rate_limited', 'unreachable'] as const)(
  'after %s no other batch is begun',
  async (kind) => {
    let asked = 0;
    const report = await sendInBatches(
      rows(9),
      1,
      async () => {
        asked += 1;
        throw new GatewayError('No.', { kind });
      },
      () => 25_000,
    );
    expect(asked).toBe(3);
    expect(report.failures).toHaveLength(3);
    expect(report.batchIds).toEqual([]);
    expect(report.rows.map(({ fate }) => fate)).toEqual(
      rows(9).map(() => ({ status: 'not_sent', reason: 'No.' })),
    );
  },
);

test.each([
  ['refused', 'not_sent'],
  ['opted_out', 'not_sent'],
  ['not_found', 'not_sent'],
  ['unknown', 'unknown'],
] as const)('%s concerns one batch only, whose rows are %s', async (kind, status) => {
  const report = await sendInBatches(
    rows(4),
    1,
    async ([row]) => {
      if (row === 1) throw new GatewayError('No.', { kind });
      return { id: 'yes' };
    },
    () => 25_000,
  );
  expect(report.rows.map(({ fate }) => fate.status)).toEqual(['accepted', status, 'accepted', 'accepted']);
  expect(report.batchIds).toEqual(['yes', 'yes', 'yes']);
});

test('rows that the gateway left out are not sent, for its reason', async () => {
  const report = await sendInBatches(
    rows(3),
    10,
    async () => ({ id: 'yes', leftOut: new Map([[1, 'Opted out.']]) }),
    () => 25_000,
  );
  expect(report.rows.map(({ fate }) => fate)).toEqual([
    { status: 'accepted', batchId: 'yes' },
    { status: 'not_sent', reason: 'Opted out.' },
    { status: 'accepted', batchId: 'yes' },
  ]);
});

test('what is no failure of the gateway is not hidden', async () => {
  const broken = sendInBatches(
    rows(1),
    1,
    async () => {
      throw new TypeError('a fault in here');
    },
    () => 25_000,
  );
  await expect(broken).rejects.toThrow('a fault in here');
});
