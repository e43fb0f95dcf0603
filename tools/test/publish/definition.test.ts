import { failureOf, useWorld } from '../../../apps/mobivate/test/support/world.ts';
import { exceptions, isException } from '../../publish-lint/exceptions.ts';
import { checks, type Definition, parseDefinition } from '../../publish-lint/index.ts';
import { resolveFields } from '../../publish-lint/resolve.ts';

const world = useWorld();

/** The definition as connections of both platforms meet it. */
const readDefinitions = async (): Promise<{ platform: string; definition: Definition }[]> => {
  const { zapier, classic, vortex } = world();
  return [
    { platform: 'Classic', definition: parseDefinition(await resolveFields(zapier, classic)) },
    { platform: 'Vortex', definition: parseDefinition(await resolveFields(zapier, vortex)) },
  ];
};

test.each(checks.map((check) => ({ ...check })))('$id: $rule', async ({ id, findIn }) => {
  const found = (await readDefinitions()).flatMap(({ platform, definition }) =>
    findIn(definition)
      .filter((finding) => !isException(id, finding))
      .map(({ where, problem }) => `${where} on ${platform}: ${problem}`),
  );
  expect(found).toEqual([]);
});

test.each(exceptions)('$id: $where is still an exception', async ({ id, where }) => {
  const check = checks.find((one) => one.id === id);
  const found = (await readDefinitions()).flatMap(({ definition }) => check?.findIn(definition) ?? []);
  expect(found.map((finding) => finding.where)).toContainEqual(
    expect.stringMatching(new RegExp(`${where}$`)),
  );
});

test.each([
  'https://mobivate.example.com',
  'mobivate.example.com/path',
  'mobivate.example.com:8443',
  'user@mobivate.example.com',
  'mobivate.example.com#',
  'mobivate.example.com?key=',
  '127.0.0.1',
  '[::1]',
  '0x7f.1',
  '2130706433',
  'localhost',
  'metadata',
  'mobivate.example.com\\@evil.example',
  'mobivate.example.com\r\nHost: evil.example',
  '{{bundle.authData.api_key}}.example.com',
])('D026: the API Host %j is refused before any request', async (domain) => {
  const { sandbox, zapier, vortex } = world();
  const failure = await failureOf(zapier.run('authentication.test', { authData: { ...vortex, domain } }));
  expect(failure).toMatchObject({ name: 'AppError', message: expect.stringMatching(/^API Host /) });
  expect(sandbox.requests).toEqual([]);
});
