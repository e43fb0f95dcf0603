import fc from 'fast-check';
import { useFixedDate } from '../../../tools/testing/date.ts';
import { useWorld } from './support/world.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

const world = useWorld({ now: START });
const setDate = useFixedDate();

type Platform = 'classic' | 'vortex';

/** Sends a message, and returns the request and the step's result. */
const send = async (platform: Platform, inputData: object) => {
  const { sandbox, zapier } = world();
  const output = await zapier.run('creates.send_sms.operation.perform', {
    authData: world()[platform],
    inputData: { originator: 'Bakery', recipient: '+447700900123', body: 'Ready.', ...inputData },
  });
  const [request] = sandbox.requests.splice(0);
  return { output, path: request?.path, json: request?.json };
};

/** A request format for a text, which depends on platform and options. */
interface Way {
  readonly platform: Platform;
  readonly options: object;
  readonly wire: (text: string) => object;
}

test('sends any text unchanged', async () => {
  setDate(START);
  const unit = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
    { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...['{{name}}', '{{bundle.inputData.body}}', '{{process.env.PATH}}', '{{', '}}', '{', '\\u007b'],
        ...[
          '"',
          "'",
          '\\',
          '\n',
          '\r\n',
          '\t',
          '\u2028',
          '\u0000',
          '<b>&amp;',
          '%7B%7B',
          '🎂',
          '👩‍👩‍👧',
          'e\u0301',
        ],
      ),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
    },
  );
  const text = fc
    .array(unit, { minLength: 1, maxLength: 12 })
    .map((units) => units.join(''))
    .filter((body) => body.trim() !== '');
  const way = fc.constantFrom<Way>(
    { platform: 'classic', options: {}, wire: (body: string) => ({ body }) },
    {
      platform: 'classic',
      options: { exclude_optouts: false },
      wire: (text: string) => ({ messages: [{ text }] }),
    },
    { platform: 'vortex', options: {}, wire: (text: string) => ({ text }) },
  );
  await fc.assert(
    fc.asyncProperty(text, way, async (body, { platform, options, wire }) => {
      const { output, json } = await send(platform, { body, ...options });
      expect(json).toMatchObject(wire(body));
      expect(output).toMatchObject({ body });
    }),
    { numRuns: 100 },
  );
}, 15_000);

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Apia',
] as const;

/** Minutes after midnight in each time zone, computed without the library that the step uses. */
const clocks = new Map(
  ZONES.map((timeZone) => {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const read = (time: number) => {
      const [hours, minutes] = format.format(time).split(':').map(Number);
      return (hours ?? 0) * 60 + (minutes ?? 0);
    };
    return [timeZone, read] as const;
  }),
);

/** The first minute after `from` inside the window, found by trying every minute. */
const firstInside = (zone: (typeof ZONES)[number], start: number, end: number, from: number): number => {
  for (let at = from; ; at = Math.floor(at / MINUTE + 1) * MINUTE) {
    const clock = clocks.get(zone)?.(at) ?? 0;
    if (start < end ? clock >= start && clock < end : clock >= start || clock < end) return at;
  }
};

const CHANGES = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
].map(Date.parse);

test('schedules the message for the first minute inside the window', async () => {
  const time = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const moment = fc.oneof(
    fc.integer({ min: START + MINUTE, max: Date.UTC(2027, 0, 1) }),
    fc
      .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -86_400_000, max: 4 * 3_600_000 }))
      .map(([change, offset]) => change + offset),
  );
  const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const plan = fc.record({
    zone: fc.constantFrom(...ZONES),
    start: time,
    end: time,
    now: moment,
    ahead: fc.option(fc.integer({ min: 1, max: 3 * 24 * 60 }), { nil: undefined }),
    platform: fc.constantFrom('classic', 'vortex'),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ zone, start, end, now, ahead, platform }) => {
      fc.pre(start !== end);
      setDate(now);
      const scheduled = ahead === undefined ? undefined : now + ahead * MINUTE;
      const expected = firstInside(zone, start, end, scheduled ?? now);
      const { output, path, json } = await send(platform, {
        window_start: clock(start),
        window_end: clock(end),
        window_timezone: zone,
        schedule_at: scheduled && new Date(scheduled).toISOString(),
      });
      if (expected === now) {
        expect(output).toMatchObject({ status: 'accepted', scheduled_for: null });
        expect(path).toBe('/send/single');
        expect(json).not.toHaveProperty('scheduleDateTime');
        return;
      }
      const iso = new Date(expected).toISOString();
      expect(output).toMatchObject({ status: 'scheduled', scheduled_for: iso });
      expect(json).toMatchObject({
        scheduleDateTime: iso.replace(/\.\d{3}Z$/, platform === 'classic' ? '+0000' : 'Z'),
      });
    }),
    { numRuns: 100 },
  );
}, 15_000);
