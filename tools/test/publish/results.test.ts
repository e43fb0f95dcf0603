import app from '../../../apps/mobivate/src/index.ts';
import { EXAMPLES, type Example } from '../../../prove/examples.ts';
import { PLATFORMS, type Platform, type Stage, startStage } from '../../../prove/stage.ts';
import { type Placed, visibleOf } from '../../publish-lint/check.ts';
import { type Definition, parseDefinition, type Recording, resultChecks } from '../../publish-lint/index.ts';
import { resolveFields } from '../../publish-lint/resolve.ts';
import { isRecord, type Values } from '../../publish-lint/values.ts';

const recordings: { recording: Recording; definition: Definition }[] = [];

const recordsIn = (results: unknown): Values[] =>
  (Array.isArray(results) ? results : [results]).filter(isRecord);

/** Runs one example on an account of its own, and a hook's examples for the editor beside it. */
const record = async (
  stage: Stage,
  platform: Platform,
  { kind, operation: { key, operation } }: Placed,
  example: Example,
): Promise<Recording> => {
  const account = stage.newAccount(platform);
  const given = {
    authData: { api_key: account.key, username: account.username, password: account.password },
    inputData: example.input(account),
    bundle: example.bundle?.(account) ?? {},
    callbackUrl: 'https://hooks.example.com/callback',
  };
  const run = async (name: string) =>
    recordsIn(await stage.zapier.run(`${kind}.${key}.operation.${name}`, given));
  const results = await run('perform');
  // The list of an instant trigger is refused on Vortex.
  const isListed = operation.performList && platform === 'Classic';
  return { kind, key, platform, results, list: isListed ? await run('performList') : [] };
};

beforeAll(async () => {
  const stage = await startStage(app, 6);
  for (const platform of PLATFORMS) {
    const { key } = stage.newAccount(platform);
    const definition = parseDefinition(await resolveFields(stage.zapier, { api_key: key }));
    for (const placed of visibleOf(definition)) {
      const examples = EXAMPLES[placed.operation.key] ?? [];
      for (const example of examples.filter(({ on = platform }) => on === platform)) {
        recordings.push({ recording: await record(stage, platform, placed, example), definition });
      }
    }
  }
  await stage.close();
}, 60_000);

test('T001: every visible operation gave something', () => {
  const gave = new Set(
    recordings
      .filter(({ recording: { results } }) => results.length > 0)
      .map(({ recording: { kind, key } }) => `${kind}.${key}`),
  );
  const visible = recordings.flatMap(({ definition }) => visibleOf(definition).map(({ where }) => where));
  expect([...gave].sort()).toEqual([...new Set(visible)].sort());
});

test.each(resultChecks.map((check) => ({ ...check })))('$id: $rule', ({ findIn }) => {
  expect(recordings.flatMap(({ recording, definition }) => findIn(recording, definition))).toEqual([]);
});
