import type { FaultSpec } from '../../../sandbox/faults.ts';
import { defaultSettings, settingsSchema } from '../../../sandbox/mottasl/settings.ts';
import { type MottaslSettings, stageMottasl } from './mottasl-stage.ts';
import { positionsIn, positionsOf } from './positions.ts';
import { claimsThat, type Play, type Played, play } from './stage.ts';

vi.setConfig({ testTimeout: 60_000 });

const RECIPIENT = '447700900444';

const EVERYTHING: Play = { change: true, recipient: RECIPIENT, listen: true };

interface Outcome extends Played {
  readonly isAsBefore: boolean;
  readonly messages: number;
  readonly contacts: number;
}

const run = async (
  settings: MottaslSettings,
  given: Play,
  { faults = [], scope = 'full' }: { faults?: readonly FaultSpec[]; scope?: 'full' | 'readOnly' } = {},
): Promise<Outcome> => {
  const stage = await stageMottasl(settings, scope);
  const { sandbox } = stage;
  const { messages, contacts } = sandbox.business;
  for (const fault of faults) sandbox.faults.add(fault);
  try {
    const before = JSON.stringify(stage.state());
    const played = await play(stage, given);
    return {
      ...played,
      isAsBefore: JSON.stringify(stage.state()) === before,
      messages: messages.filter(({ direction }) => direction === 'out').length,
      contacts: contacts.length,
    };
  } finally {
    await stage.close();
  }
};

test('reading alone changes and sends nothing, and confirms what it can', async () => {
  const played = await run({}, {});
  expect(claimsThat(played, 'refuted')).toEqual([]);
  expect(claimsThat(played, 'confirmed').length).toBeGreaterThan(15);
  expect(played).toMatchObject({ isAsBefore: true, messages: 0, contacts: 0 });
  expect(new Set(played.exchanges.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('everything that can be seen is confirmed, and webhooks are deleted again', async () => {
  const played = await run({}, EVERYTHING);
  expect(claimsThat(played, 'refuted')).toEqual([]);
  expect(claimsThat(played, 'unclear')).toEqual(
    ['az-webhooks-path', 'az-event-repeated'].filter((id) => claimsThat(played, 'unclear').includes(id)),
  );
  expect(played).toMatchObject({ isAsBefore: true, left: [], messages: 1 });
  expect(played.sent).toBeLessThanOrEqual(5);
});

const READING: readonly (readonly [MottaslSettings, readonly string[]])[] = [
  [{ lists: 'array' }, ['az-lists-data']],
  [{ lists: 'data.data' }, ['az-lists-data']],
  [{ lists: 'results' }, ['az-lists-data']],
  [{ lists: 'named' }, ['az-lists-data']],
  [{ listLimit: 1 }, ['az-lists-whole']],
  [{ errors: 'error' }, ['az-error-form']],
  [{ errors: 'error.message' }, ['az-error-form']],
  [{ errors: 'errors' }, ['az-error-form']],
  [{ errors: 'html' }, ['az-error-form']],
  [{ badKey: 403 }, ['az-bad-key-401']],
  [{ times: 'no-offset' }, ['az-times-iso']],
  [{ times: 'seconds' }, ['az-times-iso']],
  [{ times: 'milliseconds' }, ['az-times-iso']],
  [{ components: 'object' }, ['az-templates-components']],
  [{ components: 'text' }, ['az-templates-components']],
  [{ approved: 'APPROVED' }, ['az-templates-approved']],
];

const CHANGING: typeof READING = [
  [{ webhookId: 'data[0].id' }, ['az-webhook-id']],
  [{ webhookId: 'data.webhook_id' }, ['az-webhook-id']],
  [{ webhookId: 'data[0].webhook_id' }, ['az-webhook-id']],
  [{ webhookId: 'webhook.id' }, ['az-webhook-id']],
  [{ webhookId: 'id' }, ['az-webhook-id']],
  [{ webhookId: 'webhook_id' }, ['az-webhook-id']],
  [{ webhookId: 'none' }, ['az-webhook-id']],
  [{ refusals: 'success' }, ['az-refusal-status']],
];

const SENDING: typeof READING = [
  [{ sent: 'data.message_id' }, ['az-send-id']],
  [{ sent: 'data[0].id' }, ['az-send-id']],
  [{ sent: 'id' }, ['az-send-id']],
  [{ sent: 'message_id' }, ['az-send-id']],
  [{ sent: 'messages[0].id' }, ['az-send-id']],
  [{ sent: 'none' }, ['az-send-id']],
  [{ sentStatus: 201 }, ['az-send-200']],
  [{ sentStatus: 202 }, ['az-send-200']],
  [{ windowClosed: 'fail' }, ['az-window-refused']],
  [{ strangers: 400 }, ['az-stranger-404']],
  [{ contacts: 'records' }, ['az-contact-empty']],
  [{ contacts: 'failures' }, ['az-contact-empty']],
  [{ countryCodes: 'iso' }, []],
  [{ countryCodes: 'dial' }, ['az-contact-iso']],
  [{ agentIds: 'any' }, ['az-assign-id']],
  [{ securetoken: 'x-header' }, ['az-token-header']],
  [{ securetoken: 'query' }, ['az-token-header']],
  [{ securetoken: 'body' }, ['az-token-header']],
  [{ securetoken: 'none' }, ['az-token-header']],
  [{ incoming: 'message_body' }, ['az-incoming-fields']],
  [{ statuses: 'id' }, ['az-status-flat']],
  [{ statuses: 'data' }, ['az-status-flat']],
  [{ statuses: 'statuses' }, ['az-status-flat']],
  [{ payloads: 'data' }, ['az-payload-bare']],
  [{ payloads: 'payload' }, ['az-payload-bare']],
  [{ payloads: 'array' }, ['az-payload-bare']],
  [{ times: 'seconds' }, ['az-times-iso', 'az-status-times']],
  [{ duplicateDeliveries: true }, ['az-event-once']],
];

describe('each switch in each other position', () => {
  test('is in one of these rows', () => {
    const named = positionsIn([...READING, ...CHANGING, ...SENDING].map(([settings]) => settings));
    const keys = ['readOnlyKey=401', 'readOnlyKey=403'];
    expect([...named, ...keys]).toEqual(
      expect.arrayContaining(positionsOf(settingsSchema.entries, defaultSettings())),
    );
  });

  test.concurrent.each(READING)('%j, by reading, refutes %j', async (settings, refuted) => {
    expect(claimsThat(await run(settings, {}), 'refuted')).toEqual(refuted);
  });

  test.concurrent.each(CHANGING)('%j, by changes, refutes %j', async (settings, refuted) => {
    const played = await run(settings, { change: true });
    expect(claimsThat(played, 'refuted')).toEqual(refuted);
    expect(played).toMatchObject({ isAsBefore: true, left: [], messages: 0 });
  });

  test.concurrent.each(SENDING)('%j, by sending, refutes %j', async (settings, refuted) => {
    const played = await run(settings, { ...EVERYTHING, change: false });
    expect(claimsThat(played, 'refuted')).toEqual(refuted);
    expect(played).toMatchObject({ isAsBefore: true, left: [] });
    expect(played.sent).toBeLessThanOrEqual(5);
  });

  test.concurrent.each([
    [403, 'confirmed'],
    [401, 'refuted'],
  ] as const)('a key that may only read, answered %s: %s', async (readOnlyKey, word) => {
    const played = await run({ readOnlyKey }, { change: true }, { scope: 'readOnly' });
    expect(played.words).toMatchObject({ 'az-read-only-403': word, 'az-webhook-create': 'not tried' });
    expect(played).toMatchObject({ isAsBefore: true, left: [] });
  });
});

test.concurrent.each<FaultSpec>([
  { kind: 'drop', method: 'POST' },
  { kind: 'drop', when: 'after', method: 'POST', path: '*/webhook' },
  { kind: 'html', method: 'GET', path: '*/webhook' },
  { kind: 'truncated', method: 'POST', path: '*/webhook' },
  { kind: 'shape', method: 'DELETE' },
  { kind: 'empty', method: 'POST', path: '*/webhook' },
  { kind: 'status', status: 503, when: 'after', method: 'DELETE' },
])('%j refutes nothing, and everything is put back', async (fault) => {
  const played = await run({}, { change: true }, { faults: [fault] });
  expect(claimsThat(played, 'refuted')).toEqual([]);
  expect(played).toMatchObject({ isAsBefore: true, left: [] });
});

test.concurrent.each(['az-webhook-create', 'az-stranger-404'])(
  'stopped after %s, everything is put back',
  async (after) => {
    const stop = new AbortController();
    const tell = (line: string) => {
      if (line.endsWith(after)) stop.abort();
    };
    const played = await run({}, { ...EVERYTHING, stop: stop.signal, tell });
    expect(played).toMatchObject({ isStopped: true, isAsBefore: true, left: [] });
  },
);
