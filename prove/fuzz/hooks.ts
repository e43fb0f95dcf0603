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

/** The longest time a body of any size may take. The platform ends a step after 30 s. */
const LONGEST_MILLISECONDS = 3_000;

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).join();

/** Checks that the events are a JSON list with ids, made in time. */
const isSound = (events: unknown, milliseconds: number): boolean => {
  const found = v.parse(v.array(event), events);
  JSON.stringify(found);
  if (Object.getOwnPropertyNames(Object.prototype).join() !== PROTOTYPE)
    throw new Error('the body changed Object.prototype');
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

/** A property that runs within a step. */
const stepProperty = (name: string, within: (z: ZObject) => Property): Property => ({
  name,
  check: async (seed, runs) => {
    await withinStep(async (z) => {
      await within(z).check(seed, runs);
      return true;
    });
  },
});

/**
 * Every hook trigger of an app turns any body into a list of events, in limited time and without crashing.
 */
export const hookProperty = (app: object, authData: AuthData): Property => {
  const performs = performsOf(app);
  const name = 'every hook trigger returns a list of events for any body';
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

/**
 * Every hook trigger of Mobivate returns one event per valid notification, in order, and ignores the rest.
 */
export const lossProperties = (app: object): Property[] =>
  performsOf(app).map(([key, perform]) => {
    const name = `${key}: every valid notification becomes one event, whatever else is in the body`;
    return stepProperty(name, (z) =>
      property(name, mixedBody(key), async ({ body, ids }) => {
        const found = idsIn(await perform(z, bundleOf(MOBIVATE_AUTH, body)), ID_FIELDS[key] ?? 'id').filter(
          (id) => ids.some((one) => one === id),
        );
        return found.join() === ids.join();
      }),
    );
  });
