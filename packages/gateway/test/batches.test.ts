import { GatewayError } from '@messaging/errors/gateway-error';
import { useShortPauses } from '../../../tools/testing/clock.ts';
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

test('sends every row once, in order, a few batches at a time', async () => {
  let open = 0;
  let most = 0;
  const sent: number[] = [];
  const report = await sendInBatches(rows(95), {
    size: 10,
    send: async (batch) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, batch[0] === 0 ? 20 : 1));
      open -= 1;
      sent.push(...batch);
      return { id: `of ${batch[0]}` };
    },
    remaining: () => 25_000,
  });
  expect(most).toBe(3);
  expect(sent.toSorted((one, other) => one - other)).toEqual(rows(95));
  expect(report.rows.map(({ row }) => row)).toEqual(rows(95));
  expect(report.rows[94]?.fate).toEqual({ status: 'accepted', batchId: 'of 90' });
  expect(report.batchIds).toEqual(rows(10).map((index) => `of ${index * 10}`));
  expect(report.failures).toEqual([]);
});

test('sends nothing for no rows', async () => {
  const gateway = slowGateway(25_000, 1);
  expect(await sendInBatches([], { size: 10, send: gateway.send, remaining: gateway.remaining })).toEqual({
    rows: [],
    batchIds: [],
    failures: [],
  });
  expect(gateway.asked).toEqual([]);
});

test('starts no batch that would exceed the time budget, judging by earlier batches', async () => {
  const gateway = slowGateway(25_000, 8_000);
  const report = await sendInBatches(rows(20), { size: 1, send: gateway.send, remaining: gateway.remaining });
  // Three at once from 25 s to 17 s and from 17 s to 9 s, which is less than 8 s and a fifth.
  expect(gateway.asked).toHaveLength(6);
  expect(report.batchIds).toHaveLength(6);
  expect(report.rows.slice(0, 6).every(({ fate }) => fate.status === 'accepted')).toBe(true);
  expect(report.rows.slice(6).map(({ fate }) => fate)).toEqual(
    rows(14).map(() => ({
      status: 'not_sent',
      reason: 'The step ran out of time before this row was sent. Send it in another step.',
    })),
  );
});

test('starts no batch in the last five seconds', async () => {
  const gateway = slowGateway(4_999, 10);
  const report = await sendInBatches(rows(2), { size: 1, send: gateway.send, remaining: gateway.remaining });
  expect(gateway.asked).toEqual([]);
  expect(report.rows.map(({ fate }) => fate.status)).toEqual(['not_sent', 'not_sent']);
});

test.each(['unauthorized', 'forbidden', 'no_credit', 'rate_limited', 'unreachable'] as const)(
  'starts no further batch after %s',
  async (kind) => {
    let asked = 0;
    const report = await sendInBatches(rows(9), {
      size: 1,
      send: async () => {
        asked += 1;
        throw new GatewayError('No.', { kind });
      },
      remaining: () => 25_000,
    });
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
] as const)('%s affects one batch only, and its rows are %s', async (kind, status) => {
  const report = await sendInBatches(rows(4), {
    size: 1,
    send: async ([row]) => {
      if (row === 1) throw new GatewayError('No.', { kind });
      return { id: 'yes' };
    },
    remaining: () => 25_000,
  });
  expect(report.rows.map(({ fate }) => fate.status)).toEqual(['accepted', status, 'accepted', 'accepted']);
  expect(report.batchIds).toEqual(['yes', 'yes', 'yes']);
});

test('reports rows that the gateway left out as not_sent, with its reason', async () => {
  const report = await sendInBatches(rows(3), {
    size: 10,
    send: async () => ({ id: 'yes', fates: new Map([[1, { status: 'not_sent', reason: 'Opted out.' }]]) }),
    remaining: () => 25_000,
  });
  expect(report.rows.map(({ fate }) => fate)).toEqual([
    { status: 'accepted', batchId: 'yes' },
    { status: 'not_sent', reason: 'Opted out.' },
    { status: 'accepted', batchId: 'yes' },
  ]);
});

test('rethrows an error that is not a gateway error', async () => {
  const broken = sendInBatches(rows(1), {
    size: 1,
    send: async () => {
      throw new TypeError('a fault in here');
    },
    remaining: () => 25_000,
  });
  await expect(broken).rejects.toThrow('a fault in here');
});

describe('rows with an unknown result', () => {
  useShortPauses();

  const failing = (kind: 'unknown' | 'rate_limited') => async (): Promise<TakenBatch> => {
    throw new GatewayError('No answer.', { kind });
  };

  test('are accepted if the log has them, and otherwise unknown', async () => {
    const looked: number[][] = [];
    const report = await sendInBatches(rows(5), {
      size: 2,
      send: async (batch) => (batch[0] === 2 ? { id: 'yes' } : failing('unknown')()),
      remaining: () => 25_000,
      find: async (unclear) => {
        looked.push([...unclear]);
        return new Set([0, 4]);
      },
    });
    expect(looked).toEqual(Array(4).fill([0, 1, 4]));
    expect(report.rows.map(({ fate }) => fate)).toEqual([
      { status: 'accepted', batchId: null, messageId: null },
      { status: 'unknown', reason: 'No answer.' },
      { status: 'accepted', batchId: 'yes' },
      { status: 'accepted', batchId: 'yes' },
      { status: 'accepted', batchId: null, messageId: null },
    ]);
  });

  test.each([
    ['there is too little time left', 999, 'unknown', 1],
    ['the gateway refuses further requests', 25_000, 'rate_limited', 4],
  ] as const)('are not looked up if %s', async (_, left, kind, count) => {
    let looks = 0;
    let asked = 0;
    const report = await sendInBatches(rows(count), {
      size: 1,
      send: async () => {
        asked += 1;
        return failing(asked === 1 ? 'unknown' : kind)();
      },
      remaining: () => (asked === 0 ? 25_000 : left),
      find: async () => {
        looks += 1;
        return new Set();
      },
    });
    expect(looks).toBe(0);
    expect(report.rows[0]?.fate.status).toBe('unknown');
  });

  test('are accepted where the log lists them later', async () => {
    let looks = 0;
    const report = await sendInBatches(rows(2), {
      size: 2,
      send: failing('unknown'),
      remaining: () => 25_000,
      find: async () => {
        looks += 1;
        return new Set(looks === 1 ? [0] : [0, 1]);
      },
    });
    expect(report.rows.map(({ fate }) => fate.status)).toEqual(['accepted', 'accepted']);
    expect(looks).toBe(2);
  });

  test('stay unknown if the log cannot be read', async () => {
    const report = await sendInBatches(rows(1), {
      size: 1,
      send: failing('unknown'),
      remaining: () => 25_000,
      find: async () => {
        throw new GatewayError('No log.', { kind: 'forbidden' });
      },
    });
    expect(report.rows[0]?.fate).toEqual({ status: 'unknown', reason: 'No answer.' });
  });

  test('starts no batch in the last 13 seconds, to leave time for the look-up', async () => {
    const gateway = slowGateway(12_999, 10);
    const find = async () => new Set<number>();
    const report = await sendInBatches(rows(1), {
      size: 1,
      send: gateway.send,
      remaining: gateway.remaining,
      find,
    });
    expect(gateway.asked).toEqual([]);
    expect(report.rows[0]?.fate.status).toBe('not_sent');
  });
});

test('gives found rows the IDs of their messages', async () => {
  const report = await sendInBatches(rows(2), {
    size: 2,
    send: async () => {
      throw new GatewayError('No answer.', { kind: 'unknown' });
    },
    remaining: () => 25_000,
    find: async () =>
      new Map([
        [0, 'm-0'],
        [1, 'm-1'],
      ]),
  });
  expect(report.rows[1]?.fate).toEqual({ status: 'accepted', batchId: null, messageId: 'm-1' });
});

test('reads a result per row from a batch without an ID', async () => {
  const failure = new GatewayError('Row 2 is wrong.', { kind: 'refused' });
  const report = await sendInBatches(rows(3), {
    size: 3,
    send: async () => ({
      id: null,
      fates: new Map([
        [0, { status: 'accepted', batchId: null, messageId: 'm-0' }],
        [1, { status: 'invalid', reason: 'wrong' }],
      ]),
      failures: [failure],
    }),
    remaining: () => 25_000,
  });
  expect(report).toEqual({
    rows: [
      { row: 0, fate: { status: 'accepted', batchId: null, messageId: 'm-0' } },
      { row: 1, fate: { status: 'invalid', reason: 'wrong' } },
      { row: 2, fate: { status: 'accepted', batchId: null } },
    ],
    batchIds: [],
    failures: [failure],
  });
});
