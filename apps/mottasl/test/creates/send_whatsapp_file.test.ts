import { failureOf } from '../../../../tools/testing/failure.ts';
import { OPEN, openWindow, useWorld } from '../support/world.ts';

const world = useWorld();

const URL_OF_PDF = 'https://files.example.org/a.pdf?v=2';

const send = (input: Record<string, unknown>) =>
  world().create('send_whatsapp_file', { recipient: OPEN, ...input });

test('sends a document with its name and caption', async () => {
  openWindow(world());
  const input = { file_url: ` ${URL_OF_PDF} `, caption: 'Invoice {{77}}', file_name: 'invoice-77.pdf' };
  expect(await send(input)).toMatchObject({ status: 'accepted', type: 'document', body: 'Invoice {{77}}' });
  expect(world().sandbox.requests.map(({ json }) => json)).toEqual([
    {
      to: OPEN,
      type: 'document',
      document: { link: URL_OF_PDF, caption: 'Invoice {{77}}', filename: 'invoice-77.pdf' },
    },
  ]);
});

test.each([
  ['https://files.example.org/a.jpg', undefined, 'image'],
  ['https://files.example.org/A.PNG#x', undefined, 'image'],
  ['https://files.example.org/a.mp3', undefined, 'audio'],
  ['https://files.example.org/a.ogg', undefined, 'audio'],
  ['https://files.example.org/a.mp4', undefined, 'video'],
  ['https://files.example.org/a.gif', undefined, 'document'],
  ['https://files.example.org/a.xyz', undefined, 'document'],
  ['https://files.example.org/download/77', 'photo.jpeg', 'image'],
  ['https://files.example.org/a.pdf', 'photo.jpeg', 'image'],
])('chooses the kind by file type: %s named %s is %s', async (file_url, file_name, kind) => {
  openWindow(world());
  expect(await send({ file_url, file_name })).toMatchObject({ type: kind, body: null });
  expect(world().sandbox.requests[0]?.json).toEqual({
    to: OPEN,
    type: kind,
    [kind]: { link: file_url },
  });
});

test.each(['image', 'document', 'audio', 'Video'])('sends the chosen kind: %s', async (kind) => {
  openWindow(world());
  expect(await send({ file_url: 'https://files.example.org/77', kind })).toMatchObject({
    type: kind.toLowerCase(),
  });
});

test.each([
  [{ file_url: '' }, /^File URL is blank/],
  [{ file_url: 'invoice.pdf' }, /^File URL "invoice.pdf" is not a link/],
  [{ file_url: 'ftp://files.example.org/a.pdf' }, /is not a link/],
  [
    { file_url: 'https://files.example.org/77' },
    /^Kind is blank, and neither File Name nor File URL ends in a file type/,
  ],
  [{ file_url: URL_OF_PDF, kind: 'sticker' }, /^Kind "sticker" is not one of its choices/],
  [{ file_url: URL_OF_PDF, caption: 'x'.repeat(1025) }, /^Caption has 1025 characters/],
])('rejects %j without a request', async (input, says) => {
  expect((await failureOf(send(input))).message).toMatch(says);
  expect(world().sandbox.requests).toEqual([]);
});

test('accepts a caption of 1,024 characters', async () => {
  openWindow(world());
  expect(await send({ file_url: URL_OF_PDF, caption: '🎂'.repeat(512) })).toMatchObject({
    status: 'accepted',
  });
});

test('explains the closed 24-hour window', async () => {
  world().sandbox.addContact({ platformId: OPEN, name: 'Lina' });
  expect((await failureOf(send({ file_url: URL_OF_PDF }))).message).toContain('Send WhatsApp Template');
});
