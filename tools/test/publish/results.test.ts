import { PROOFS } from '../../../prove/apps/index.ts';
import type { Example } from '../../../prove/proof.ts';
import { type Stage, startStage } from '../../../prove/stage.ts';
import { loadApp } from '../../apps.ts';
import { type Placed, visibleOf } from '../../publish-lint/check.ts';
import { type Definition, parseDefinition, type Recording, resultChecks } from '../../publish-lint/index.ts';
import { resolveFields } from '../../publish-lint/resolve.ts';
import { isRecord, type Values } from '../../publish-lint/values.ts';

const recordsIn = (results: unknown): Values[] =>
  (Array.isArray(results) ? results : [results]).filter(isRecord);

/** Runs an example on its own account. For a hook trigger, also runs performList. */
const record = async (
  stage: Stage,
  variant: string,
  { kind, operation: { key, operation } }: Placed,
  example: Example,
): Promise<Recording> => {
  const account = stage.newAccount(variant);
  const given = {
    authData: { ...account.authData },
    inputData: example.input(account),
    bundle: example.bundle?.(account) ?? {},
    callbackUrl: 'https://hooks.example.com/callback',
  };
  const run = async (name: string) =>
    recordsIn(await stage.zapier.run(`${kind}.${key}.operation.${name}`, given));
  const results = await run('perform');
  const { hooksOn = variant } = stage.proof;
  const isListed = operation.performList && hooksOn === variant;
  return { kind, key, variant, results, list: isListed ? await run('performList') : [] };
};

describe.each(PROOFS)('$app', (proof) => {
  const recordings: { recording: Recording; definition: Definition }[] = [];

  beforeAll(async () => {
    const stage = await startStage(proof, await loadApp(proof.app), 6);
    for (const variant of proof.variants) {
      const { authData } = stage.newAccount(variant);
      const definition = parseDefinition(await resolveFields(stage.zapier, authData));
      for (const placed of visibleOf(definition)) {
        const examples = proof.examples[placed.operation.key] ?? [];
        for (const example of examples.filter(({ on = variant }) => on === variant)) {
          recordings.push({ recording: await record(stage, variant, placed, example), definition });
        }
      }
    }
    await stage.close();
  }, 60_000);

  test('T001: every visible operation returns a result', () => {
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
});
