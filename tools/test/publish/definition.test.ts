import { startZapier } from '../../../sandbox/zapier/index.ts';
import { APPS, loadApp } from '../../apps.ts';
import { connectionsOf } from '../../connections.ts';
import { exceptions, isException } from '../../publish-lint/exceptions.ts';
import { checks, type Definition, parseDefinition } from '../../publish-lint/index.ts';
import { resolveFields } from '../../publish-lint/resolve.ts';

/** The definitions of an app, one per connection. */
const readDefinitions = async (app: string): Promise<{ connection: string; definition: Definition }[]> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    const definitions: { connection: string; definition: Definition }[] = [];
    for (const [connection, authData] of Object.entries(connectionsOf(app))) {
      definitions.push({ connection, definition: parseDefinition(await resolveFields(zapier, authData)) });
    }
    return definitions;
  } finally {
    await zapier.close();
  }
};

const apps = await Promise.all(APPS.map(async (app) => ({ app, definitions: await readDefinitions(app) })));

describe.each(apps)('$app', ({ app, definitions }) => {
  test.each(checks.map((check) => ({ ...check })))('$id: $rule', ({ id, findIn }) => {
    const found = definitions.flatMap(({ connection, definition }) =>
      findIn(definition)
        .filter((finding) => !isException(app, id, finding))
        .map(({ where, problem }) => `${where} on ${connection}: ${problem}`),
    );
    expect(found).toEqual([]);
  });
});

test.each(exceptions)('$id: the exception for $where of $app is still needed', ({ app, id, where }) => {
  const check = checks.find((one) => one.id === id);
  const definitions = apps.find((one) => one.app === app)?.definitions ?? [];
  const found = definitions.flatMap(({ definition }) => check?.findIn(definition) ?? []);
  expect(found.map((finding) => finding.where)).toContainEqual(
    expect.stringMatching(new RegExp(`${where}$`)),
  );
});
