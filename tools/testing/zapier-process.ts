import * as v from 'valibot';
import { startZapier } from '../../sandbox/zapier/index.ts';

/** Runs the Zapier stand-in with a built bundle in its own process. Each message is a job; the reply is its result. */

const job = v.variant('kind', [
  v.object({ kind: v.literal('ask'), command: v.string(), env: v.record(v.string(), v.string()) }),
  v.object({
    kind: v.literal('run'),
    method: v.string(),
    authData: v.record(v.string(), v.unknown()),
    inputData: v.record(v.string(), v.unknown()),
    env: v.record(v.string(), v.string()),
  }),
]);

const [, , app] = process.argv;
const bundle: { default: object } = await import(
  new URL(`../../apps/${app}/dist/index.js`, import.meta.url).href
);
const zapier = await startZapier(bundle.default);

const carryOut = async (message: unknown): Promise<unknown> => {
  const given = v.parse(job, message);
  Object.assign(process.env, given.env);
  return given.kind === 'ask' ? zapier.ask(given.command) : zapier.run(given.method, given);
};

process.on('message', async (message) => {
  const ending = await carryOut(message).then(
    (results) => ({ results }),
    (error: unknown) => ({
      error: error instanceof Error ? { name: error.name, message: error.message } : null,
    }),
  );
  process.send?.({ ...ending, logs: zapier.logs.splice(0) });
});
process.on('disconnect', () => void zapier.close());
