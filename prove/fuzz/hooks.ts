import * as v from 'valibot';
import type { ZObject } from 'zapier-platform-core';
import { withinStep } from '../../tools/testing/network.ts';
import { anyBody, type Posted } from './bodies.ts';
import { ID_FIELDS, mixedBody } from './mixed.ts';
import { type Property, property } from './property.ts';

const HOOKS = ['delivery_receipt', 'inbound_message', 'link_click'] as const;

const appSchema = v.object({
  triggers: v.record(v.string(), v.object({ operation: v.looseObject({ perform: v.function() }) })),
});

const event = v.looseObject({ id: v.pipe(v.string(), v.nonEmpty()) });

/** However long the body, its events are there after this; the platform gives a step 30 s. */
const LONGEST_MILLISECONDS = 3_000;

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).join();

/** Events as the platform takes them: JSON with an id each. */
const isSound = (events: unknown, milliseconds: number): boolean => {
  const found = v.parse(v.array(event), events);
  JSON.stringify(found);
  if (Object.getOwnPropertyNames(Object.prototype).join() !== PROTOTYPE)
    throw new Error('the prototype of objects was changed');
  if (milliseconds > LONGEST_MILLISECONDS) throw new Error(`it took ${milliseconds} ms`);
  return true;
};

const bundleOf = (posted: Posted) => ({
  authData: { api_key: 'a-key' },
  inputData: {},
  targetUrl: 'https://hooks.zapier.example.com/1',
  meta: {},
  ...posted,
});

type Perform = (...given: unknown[]) => unknown;

const performsOf = (app: object): (readonly [hook: string, perform: Perform])[] => {
  const { triggers } = v.parse(appSchema, app);
  return HOOKS.map((key) => {
    const perform = triggers[key]?.operation.perform;
    if (!perform) throw new Error(`the app has no trigger ${key}`);
    return [key, perform];
  });
};

/** A property that needs a step around it. */
const stepProperty = (name: string, within: (z: ZObject) => Property): Property => ({
  name,
  check: async (seed, runs) => {
    await withinStep(async (z) => {
      await within(z).check(seed, runs);
      return true;
    });
  },
});

/** The hook triggers of an app, each with any body: always a list of events, never a crash, in bounded time. */
export const hookProperty = (app: object): Property => {
  const performs = performsOf(app);
  const name = 'whatever is posted, every hook makes a list of events of it';
  return stepProperty(name, (z) =>
    property(name, anyBody, async (posted) => {
      for (const [, perform] of performs) {
        const began = performance.now();
        const events = await perform(z, bundleOf(posted));
        if (!isSound(events, performance.now() - began)) return false;
      }
      return true;
    }),
  );
};

const idsIn = (events: unknown, field: string): unknown[] =>
  v.parse(v.array(event), events).map((found) => found[field]);

/** The hook triggers of an app, each with good notifications among others: an event for each of them, in their order. */
export const lossProperties = (app: object): Property[] =>
  performsOf(app).map(([key, perform]) => {
    const name = `${key}: every notification becomes one event, whatever comes with it`;
    return stepProperty(name, (z) =>
      property(name, mixedBody(key), async ({ body, ids }) => {
        const found = idsIn(await perform(z, bundleOf(body)), ID_FIELDS[key] ?? 'id').filter((id) =>
          ids.some((one) => one === id),
        );
        return found.join() === ids.join();
      }),
    );
  });
