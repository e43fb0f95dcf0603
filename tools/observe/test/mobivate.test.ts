import { tmpdir } from 'node:os';
import type { FaultSpec } from '../../../sandbox/faults.ts';
import { defaultSettings, settingsSchema } from '../../../sandbox/mobivate/settings.ts';
import { type MobivateSettings, stageMobivate } from './mobivate-stage.ts';
import { positionsIn, positionsOf } from './positions.ts';
import { claimsThat, type Play, type Played, play } from './stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const RECIPIENT = '447700900444';

const HOOKS = {
  webhook_receipt: 'https://bakery.example/receipt',
  webhook_incoming: 'https://bakery.example/in',
  webhook_click: 'https://bakery.example/click',
};

/** Runs on a new account, and returns what the run left behind. */
const run = async (
  platform: 'classic' | 'vortex',
  settings: MobivateSettings,
  given: Play,
  faults: readonly FaultSpec[] = [],
): Promise<Played & { readonly isAsBefore: boolean; readonly messages: number }> => {
  const stage = await stageMobivate(platform, settings);
  const { account, sandbox } = stage;
  if (platform === 'classic') {
    Object.assign(account.hooks, {
      receipt: HOOKS.webhook_receipt,
      incoming: HOOKS.webhook_incoming,
      click: HOOKS.webhook_click,
    });
  }
  for (const fault of faults) sandbox.faults.add(fault);
  try {
    const before = JSON.stringify(stage.state());
    const sent = () => account.ledger.log.all().filter(({ direction }) => direction === 'MT').length;
    const sentBefore = sent();
    const played = await play(stage, given);
    return {
      ...played,
      isAsBefore: JSON.stringify(stage.state()) === before,
      messages: sent() - sentBefore,
    };
  } finally {
    await stage.close();
  }
};

const EVERYTHING: Play = { change: true, recipient: RECIPIENT, listen: true };

describe('with every switch as usual', () => {
  test.concurrent.each(['classic', 'vortex'] as const)(
    '%s: reading alone changes and sends nothing',
    async (platform) => {
      const { isAsBefore, messages, ...played } = await run(platform, {}, {});
      expect(claimsThat(played, 'refuted')).toEqual([]);
      expect(claimsThat(played, 'confirmed').length).toBeGreaterThan(25);
      expect({ isAsBefore, messages }).toEqual({ isAsBefore: true, messages: 0 });
      const methods = new Set(
        played.exchanges.map(({ method, probe }) => (probe === 'getkey-wrong-login' ? 'GET' : method)),
      );
      expect([...methods]).toEqual(['GET']);
    },
  );

  test('classic: all that can be seen is confirmed, and everything is put back', async () => {
    const { isAsBefore, messages, ...played } = await run('classic', {}, { ...EVERYTHING, given: HOOKS });
    expect(claimsThat(played, 'refuted')).toEqual([]);
    expect({ isAsBefore, left: played.left, sent: played.sent }).toEqual({
      isAsBefore: true,
      left: [],
      sent: 4,
    });
    expect(messages).toBeLessThanOrEqual(5);
    expect(claimsThat(played, 'unclear')).toEqual(['classic-log-page-largest']);
  });

  test('vortex: all that can be seen is confirmed, and everything is put back', async () => {
    const { isAsBefore, messages, ...played } = await run('vortex', {}, EVERYTHING);
    expect(claimsThat(played, 'refuted')).toEqual([]);
    expect({ isAsBefore, left: played.left, sent: played.sent }).toEqual({
      isAsBefore: true,
      left: [],
      sent: 5,
    });
    expect(messages).toBeLessThanOrEqual(5);
    expect(claimsThat(played, 'unclear')).toEqual(['vortex-permission-named']);
  });

  test('classic: does not touch a webhook that was not named', async () => {
    const { isAsBefore, ...played } = await run('classic', {}, { change: true, listen: true, waitMs: 50 });
    expect(isAsBefore).toBe(true);
    expect(played.words).toMatchObject({
      'classic-webhook-set': 'not tried',
      'classic-webhook-empty': 'not tried',
    });
  });
});

/** Each unusual position of each switch, and the claims that it refutes. */
const READING: readonly (readonly ['classic' | 'vortex', MobivateSettings, readonly string[]])[] = [
  [
    'vortex',
    { vortexLists: 'documented' },
    [
      'vortex-history-envelope',
      'vortex-history-capitals',
      'vortex-optouts-envelope',
      'vortex-contacts-envelope',
      'vortex-campaigns-envelope',
    ],
  ],
  ['vortex', { vortexErrors: 'string' }, ['vortex-error-form']],
  ['vortex', { vortexBadKeyStatus: 403 }, ['vortex-bad-key-401']],
  ['vortex', { vortexGroupList: true }, ['vortex-no-group-list']],
  ['classic', { classicOrder: 'oldest' }, ['classic-log-newest-first', 'classic-optouts-newest-first']],
  ['classic', { classicOrder: 'shuffled' }, ['classic-log-newest-first']],
  ['classic', { classicEndDate: 'inclusive' }, ['classic-log-end-exclusive']],
];

const CHANGING: typeof READING = [
  ['vortex', { contactDeleteBy: 'id' }, ['vortex-contact-delete-msisdn']],
  ['vortex', { contactDeleteBy: 'msisdn' }, ['vortex-contact-delete-id']],
  ['classic', { optoutDeletePath: '/optout' }, ['classic-optout-delete-path']],
  ['classic', { optoutDeletePath: '/optout', optoutDeleteMiss: 405 }, ['classic-optout-delete-path']],
  ['classic', { optoutDeleteMiss: 405 }, []],
  ['classic', { optoutDeleteUnknown: 200 }, ['classic-optout-delete-unlisted']],
  ['classic', { optoutDeleteUnknown: 400 }, ['classic-optout-delete-unlisted']],
  ['classic', { emptyWebhookUrl: 'clear' }, ['classic-webhook-empty']],
];

const SENDING: typeof READING = [
  ['classic', { classicSingleId: 'hex' }, ['classic-send-id-uuid']],
  ['vortex', { vortexBatchOptoutFlag: 'excludeOptouts' }, ['vortex-batch-flag']],
  ['classic', { classicSingleId: 'unrelated' }, ['classic-send-id-found', 'classic-send-id-same']],
  ['classic', { classicReceipts: 'xml' }, ['classic-receipt-json', 'classic-receipt-time']],
  ['classic', { receiptsPerPart: true }, ['classic-receipt-per-message']],
  ['vortex', { receiptsPerPart: true }, ['vortex-receipt-per-message']],
  ['vortex', { xmlEncodedTwice: true }, ['vortex-receipt-form']],
  ['vortex', { vortexOptouts: 'refuse' }, ['vortex-opted-out']],
  [
    'vortex',
    { vortexSingleAnswer: 'proxied' },
    ['vortex-send-answer', 'vortex-send-id-same', 'vortex-receipt-id'],
  ],
  ['classic', { duplicateReceipts: true }, ['classic-receipt-once']],
  ['vortex', { duplicateReceipts: true }, ['vortex-receipt-once']],
  ['classic', { reorderReceipts: true }, ['classic-receipt-order']],
  ['vortex', { reorderReceipts: true }, ['vortex-receipt-order']],
];

describe('each switch in each other position', () => {
  test('is in one of these rows', () => {
    const named = positionsIn([...READING, ...CHANGING, ...SENDING].map(([, settings]) => settings));
    expect(named).toEqual(expect.arrayContaining(positionsOf(settingsSchema.entries, defaultSettings())));
  });

  test.concurrent.each(READING)('%s %j, by reading, refutes %j', async (platform, settings, refuted) => {
    const played = await run(platform, settings, {});
    expect(claimsThat(played, 'refuted')).toEqual(refuted);
    expect(played.isAsBefore).toBe(true);
  });

  test.concurrent.each(CHANGING)('%s %j, by changes, refutes %j', async (platform, settings, refuted) => {
    const played = await run(platform, settings, { change: true, given: HOOKS });
    expect(claimsThat(played, 'refuted')).toEqual(refuted);
    expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
  });

  test.concurrent.each(SENDING)('%s %j, by sending, refutes %j', async (platform, settings, refuted) => {
    const played = await run(platform, settings, { ...EVERYTHING, given: HOOKS });
    expect(claimsThat(played, 'refuted').toSorted()).toEqual([...refuted].toSorted());
    expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
    expect(played.messages).toBeLessThanOrEqual(5);
  });
});

const KINDS: readonly FaultSpec[] = [
  { kind: 'drop' },
  { kind: 'drop-body' },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'shape' },
  { kind: 'empty' },
  { kind: 'status', status: 429, retryAfter: 1 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, when: 'after' },
];

describe('faults in the middle', () => {
  const METHODS = ['GET', 'POST', 'DELETE'];
  const cases = KINDS.flatMap((fault, index) =>
    (['classic', 'vortex'] as const).map((platform, other) => {
      const method = METHODS[(index + other) % METHODS.length] ?? 'GET';
      return [platform, { ...fault, method, path: method === 'GET' ? '*e*' : '/addressbook/*' }] as const;
    }),
  );

  test.concurrent.each(cases)(
    '%s: %j refutes nothing, and everything is put back',
    async (platform, fault) => {
      const played = await run(platform, {}, { change: true, given: HOOKS }, [fault]);
      expect(claimsThat(played, 'refuted')).toEqual([]);
      expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
    },
  );

  test('a gateway that goes down meanwhile: what is left is named, and the next run takes it away', async () => {
    const stage = await stageMobivate('classic');
    try {
      const before = stage.state();
      const file = `${tmpdir()}/observe-down-${process.pid}.json`;
      stage.sandbox.faults.add({ kind: 'status', status: 503, method: 'DELETE', times: 'always' });
      const down = await play(stage, { change: true, file });
      expect(down.left).toContainEqual({ kind: 'opt-out', mark: expect.stringMatching(/^447700900\d{3}$/) });
      stage.sandbox.faults.clear();
      const up = await play(stage, { file });
      expect(up.left).toEqual([]);
      expect(stage.state()).toEqual(before);
    } finally {
      await stage.close();
    }
  });

  test.concurrent.each([
    ['classic', 'classic-optout-add'],
    ['classic', 'classic-optout-delete-answer'],
    ['classic', 'classic-send-text'],
    ['vortex', 'vortex-optout-listed'],
    ['vortex', 'vortex-contact-create'],
    ['vortex', 'vortex-send-answer'],
  ] as const)('%s: stopped after %s, everything is put back', async (platform, after) => {
    const stop = new AbortController();
    const tell = (line: string) => {
      if (line.endsWith(after)) stop.abort();
    };
    const played = await run(platform, {}, { ...EVERYTHING, given: HOOKS, stop: stop.signal, tell });
    expect(played.isStopped).toBe(true);
    expect(claimsThat(played, 'not tried').length).toBeGreaterThan(15);
    expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
  });

  test('undoes a change whose response was lost', async () => {
    const fault: FaultSpec = {
      kind: 'drop',
      when: 'after',
      method: 'POST',
      path: '/addressbook/*',
      times: 3,
    };
    for (const platform of ['classic', 'vortex'] as const) {
      const played = await run(platform, {}, { change: true }, [fault]);
      expect({ isAsBefore: played.isAsBefore, left: played.left }).toEqual({ isAsBefore: true, left: [] });
    }
  });
});
