import { Hono } from 'hono';
import * as v from 'valibot';
import { accept } from './accept.ts';
import type { Clock } from './clock.ts';
import type { Deliveries } from './deliveries.ts';
import type { RecordedRequest } from './exchange.ts';
import type { Faults } from './faults.ts';

const advance = v.object({ advanceMs: v.pipe(v.number(), v.minValue(0)) });

const fault = v.strictObject({
  kind: v.picklist([
    'latency',
    'hang',
    'drop',
    'drop-body',
    'status',
    'html',
    'truncated',
    'content-type',
    'shape',
    'empty',
  ]),
  method: v.exactOptional(v.string()),
  path: v.exactOptional(v.string()),
  withHeader: v.exactOptional(v.string()),
  times: v.exactOptional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('always')])),
  when: v.exactOptional(v.picklist(['before', 'after'])),
  status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  body: v.exactOptional(v.unknown()),
  headers: v.exactOptional(v.record(v.string(), v.string())),
  retryAfter: v.exactOptional(v.union([v.number(), v.string()])),
  ms: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
});

/** The state that all sandboxes have. */
interface Stateful {
  readonly clock: Clock;
  readonly settings: object;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly deliveries: Deliveries;
}

/** How to change and describe a sandbox's settings. */
interface Stated {
  /** The schema of a body that changes settings. */
  readonly changes: v.GenericSchema<unknown, object>;
  readonly defaultSettings: () => object;
  readonly describe: () => object;
}

/** Routes for the clock, settings, faults, recorded requests, and deliveries. */
export function stateRoutes(
  { clock, settings, faults, requests, deliveries }: Stateful,
  { changes, defaultSettings, describe }: Stated,
): Hono {
  const app = new Hono();
  app.get('/', (c) =>
    c.json({
      now: new Date(clock.now()).toISOString(),
      ...describe(),
      settings,
      faults: faults.list(),
    }),
  );
  app.post('/clock', (c) =>
    accept(c, advance, ({ advanceMs }) => {
      clock.advance(advanceMs);
      return { now: new Date(clock.now()).toISOString() };
    }),
  );
  app.post('/settings', (c) => accept(c, changes, (given) => Object.assign(settings, given)));
  app.delete('/settings', (c) => c.json(Object.assign(settings, defaultSettings())));
  app.get('/faults', (c) => c.json(faults.list()));
  app.post('/faults', (c) => accept(c, fault, (given) => faults.add(given)));
  app.delete('/faults', (c) => {
    faults.clear();
    return c.json({ ok: true });
  });
  app.get('/requests', (c) => c.json(requests));
  app.delete('/requests', (c) => {
    requests.length = 0;
    return c.json({ ok: true });
  });
  app.get('/deliveries', (c) => c.json(deliveries.log));
  app.post('/settle', async (c) => {
    await deliveries.settled();
    return c.json({ ok: true });
  });
  return app;
}
