import { failureOf } from '../../../../tools/testing/failure.ts';
import { newAccount, PERSON, useWorld } from '../support/world.ts';

const world = useWorld();

const PICTURE = 'https://cdn.example.com/cake.png';

const send = (inputData: object = {}, authData = world().basic) =>
  world().zapier.run('creates.send_mms.operation.perform', {
    authData,
    inputData: { recipient: `+${PERSON}`, body: 'Look', media: [PICTURE], ...inputData },
  });

test('sends images with a subject', async () => {
  expect(await send({ subject: 'Your cake' })).toMatchObject({ status: 'accepted', parts: 1 });
  expect(world().sandbox.requests[0]?.json).toMatchObject({
    messages: [{ format: 'MMS', media: [PICTURE], subject: 'Your cake', content: 'Look' }],
  });
});

test.each([
  ['one link as text', PICTURE, [PICTURE]],
  [
    'JSON',
    `["${PICTURE}","https://cdn.example.com/b.JPEG?x=1"]`,
    [PICTURE, 'https://cdn.example.com/b.JPEG?x=1'],
  ],
  [
    'a link without an ending',
    ['https://zapier.example.com/engine/hydrate/1/abc/'],
    ['https://zapier.example.com/engine/hydrate/1/abc/'],
  ],
])('accepts %s', async (_name, media, expected) => {
  await send({ media });
  expect(world().sandbox.requests[0]?.json).toMatchObject({ messages: [{ media: expected }] });
});

test.each([
  ['no media', { media: [] }, /^Media is blank/],
  [
    'a value that is not a link',
    { media: ['cake.png'] },
    /^Media "cake\.png" is not a link that starts with https/,
  ],
  ['a link of another kind', { media: ['ftp://a.example/b.png'] }, /^Media "ftp:.*" is not a link/],
  [
    'a file of another kind',
    { media: ['https://a.example/b.pdf'] },
    /^Media ".*b\.pdf" is not a PNG, JPEG, or GIF image/,
  ],
  [
    'a subject of 65 characters',
    { subject: 's'.repeat(65) },
    /^Subject ".*" has 65 characters, but only 64 are allowed/,
  ],
])('rejects %s without a request', async (_name, wrong, sentence) => {
  expect((await failureOf(send(wrong))).message).toMatch(sentence);
  expect(world().sandbox.requests).toEqual([]);
});

test('fails for an account without MMS', async () => {
  const { authData } = newAccount(world(), { features: [] });
  expect((await failureOf(send({}, authData))).message).toMatch(
    /The MMS feature is not enabled.*Ask MessageMedia support/,
  );
});

test('the same text with another image is not a repeat', async () => {
  const input = { do_not_repeat_minutes: 5, body: 'Pictures' };
  await send(input);
  expect(await send(input)).toMatchObject({ status: 'skipped' });
  expect(await send({ ...input, media: ['https://cdn.example.com/other.png'] })).toMatchObject({
    status: 'accepted',
  });
});
