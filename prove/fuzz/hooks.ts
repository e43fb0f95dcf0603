import * as v from 'valibot';
import type { ZObject } from 'zapier-platform-core';
import { withinStep } from '../../tools/testing/network.ts';
import { anyBody, type Posted } from './bodies.ts';
import { ID_FIELDS, mixedBody } from './mixed.ts';
import { type Property, property } from './property.ts';

const appSchema = v.object({
  triggers: v.record(
    v.string(),
    v.object({ operation: v.looseObject({ type: v.optional(v.string()), perform: v.function() }) }),
  ),
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

type AuthData = Readonly<Record<string, unknown>>;

const bundleOf = (authData: AuthData, posted: Posted) => ({
  authData: { ...authData },
  inputData: {},
  targetUrl: 'https://hooks.zapier.example.com/1',
  meta: {},
  ...posted,
});

type Perform = (...given: unknown[]) => unknown;

const performsOf = (app: object): (readonly [hook: string, perform: Perform])[] => {
  const { triggers } = v.parse(appSchema, app);
  return Object.entries(triggers).flatMap(([key, { operation }]) =>
    operation.type === 'hook' ? [[key, operation.perform] as const] : [],
  );
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
export const hookProperty = (app: object, authData: AuthData): Property => {
  const performs = performsOf(app);
  const name = 'whatever is posted, every hook makes a list of events of it';
  return stepProperty(name, (z) =>
    property(name, anyBody, async (posted) => {
      for (const [, perform] of performs) {
        const began = performance.now();
        const events = await perform(z, bundleOf(authData, posted));
        if (!isSound(events, performance.now() - began)) return false;
      }
      return true;
    }),
  );
};

const idsIn = (events: unknown, field: string): unknown[] =>
  v.parse(v.array(event), events).map((found) => found[field]);

const MOBIVATE_AUTH = { api_key: 'a-key' };

/** The hook triggers of the Mobivate app, each with good notifications among others: an event for each of them, in their order. */
export const lossProperties = (app: object): Property[] =>
  performsOf(app).map(([key, perform]) => {
    const name = `${key}: every notification becomes one event, whatever comes with it`;
    return stepProperty(name, (z) =>
      property(name, mixedBody(key), async ({ body, ids }) => {
        const found = idsIn(await perform(z, bundleOf(MOBIVATE_AUTH, body)), ID_FIELDS[key] ?? 'id').filter(
          (id) => ids.some((one) => one === id),
        );
        return found.join() === ids.join();
      }),
    );
  });
