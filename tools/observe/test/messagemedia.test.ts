import type { FaultSpec } from '../../../sandbox/faults.ts';
import { type MessageMediaSettings, stageMessageMedia } from './messagemedia-stage.ts';
import { claimsThat, type Play, type Played, play } from './stage.ts';

vi.setConfig({ testTimeout: 60_000 });

const RECIPIENT = '61491570444';

const EVERYTHING: Play = { change: true, recipient: RECIPIENT, listen: true };

interface Outcome extends Played {
  readonly isAsBefore: boolean;
  readonly messages: number;
}

const run = async (
  method: 'basic' | 'hmac',
  settings: MessageMediaSettings,
  given: Play,
  { faults = [], reply }: { faults?: readonly FaultSpec[]; reply?: string } = {},
): Promise<Outcome> => {
  const stage = await stageMessageMedia(method, settings);
  const { account, sandbox } = stage;
  for (const fault of faults) sandbox.faults.add(fault);
  try {
    const { replies, ...before } = Object(stage.state());
    const sent = account.ledger.messages.length;
    const played = await play(stage, {
      ...given,
      ...(reply && {
        stir: () => {
          sandbox.inbound(account, { from: '+61491570777', text: reply });
        },
      }),
    });
    const { replies: _, ...after } = Object(stage.state());
    return {
      ...played,
      isAsBefore: JSON.stringify(after) === JSON.stringify(before),
      messages: account.ledger.messages.length - sent,
    };
  } finally {
    await stage.close();
  }
};

test.concurrent.each(['basic', 'hmac'] as const)(
  '%s: reading alone changes and sends nothing, and confirms what it can',
  async (method) => {
    const { isAsBefore, messages, ...played } = await run(method, {}, {});
    expect(claimsThat(played, 'refuted')).toEqual([]);
    expect(claimsThat(played, 'unclear')).toEqual(
      ['mm-detail-metadata', 'mm-reports-fields', 'mm-feature-named'].filter((id) =>
        claimsThat(played, 'unclear').includes(id),
      ),
    );
    expect(claimsThat(played, 'confirmed').length).toBeGreaterThan(25);
    expect({ isAsBefore, messages }).toEqual({ isAsBefore: true, messages: 0 });
  },
);

test.concurrent.each(['basic', 'hmac'] as const)(
  '%s: everything that can be seen is confirmed, and everything is put back',
  async (method) => {
    const played = await run(method, {}, EVERYTHING);
    expect(claimsThat(played, 'refuted')).toEqual([]);
    expect(claimsThat(played, 'unclear')).toEqual(
      expect.arrayContaining(['mm-callback-repeated', 'mm-stop-is-reply']),
    );
    expect(claimsThat(played, 'confirmed').filter((id) => id.startsWith('mm-re'))).toEqual(
      expect.arrayContaining(['mm-reply-variables', 'mm-reply-default', 'mm-report-default']),
    );
    expect({ isAsBefore: played.isAsBefore, left: played.left, sent: played.sent }).toEqual({
      isAsBefore: true,
      left: [],
      sent: 4,
    });
  },
);

test.concurrent.each([
  ['basic', { reportOrder: 'oldest' }, ['mm-detail-newest-first']],
  ['basic', { clockAheadMs: 120_000 }, ['mm-clock']],
  ['hmac', { clockAheadMs: 120_000 }, ['mm-clock']],
] as const)('%s %j, by reading, refutes %j', async (method, settings, refuted) => {
  const played = await run(method, settings, {});
  expect(claimsThat(played, 'refuted')).toEqual(refuted);
});

test('rows that are not named refute that they are', async () => {
  const played = await run('basic', { namesRows: false }, { change: true });
  expect(claimsThat(played, 'refuted')).toEqual(['mm-batch-names-rows']);
  expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
});

test.concurrent.each([
  [true, 'confirmed'],
  [false, 'refuted'],
] as const)('a STOP that is a reply too (%s) comes out as %s', async (stopIsReply, word) => {
  const played = await run('basic', { stopIsReply }, { listen: true, waitMs: 3_000 }, { reply: 'STOP' });
  expect(played.words['mm-stop-is-reply']).toBe(word);
});

test('reports that come twice refute that they come once', async () => {
  const played = await run('basic', { duplicateReports: true }, EVERYTHING);
  expect(claimsThat(played, 'refuted')).toEqual(['mm-report-once']);
});

test('reports disabled features as not tried, with the reason', async () => {
  const stage = await stageMessageMedia('basic');
  try {
    stage.account.features.clear();
    const played = await play(stage, { change: true });
    expect(claimsThat(played, 'refuted')).toEqual(['mm-contacts-key']);
    expect(played.words['mm-feature-named']).toBe('confirmed');
    expect(played.seen['mm-webhook-create']).toBe(
      'the key may not: The Webhooks feature is not enabled for this account',
    );
    expect(played.left).toEqual([]);
  } finally {
    await stage.close();
  }
});

const KINDS: readonly FaultSpec[] = [
  { kind: 'drop' },
  { kind: 'drop', when: 'after' },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'shape' },
  { kind: 'empty' },
  { kind: 'status', status: 429, retryAfter: 1 },
  { kind: 'status', status: 503, when: 'after' },
];

const METHODS = ['POST', 'DELETE', 'GET'];

test.concurrent.each(
  KINDS.map((fault, index) => ({ ...fault, method: METHODS[index % METHODS.length] ?? 'GET', path: '*s*' })),
)('%j refutes nothing, and everything is put back', async (fault) => {
  const played = await run('hmac', {}, { change: true }, { faults: [fault] });
  expect(claimsThat(played, 'refuted')).toEqual([]);
  expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
});

test.concurrent.each(['mm-webhook-create', 'mm-optout-add', 'mm-contact-create', 'mm-send-answer'])(
  'stopped after %s, everything is put back',
  async (after) => {
    const stop = new AbortController();
    const tell = (line: string) => {
      if (line.endsWith(after)) stop.abort();
    };
    const played = await run('basic', {}, { ...EVERYTHING, stop: stop.signal, tell });
    expect(played.isStopped).toBe(true);
    expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
  },
);
