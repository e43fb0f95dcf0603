import { get } from 'node:http';
import { startServer } from '../../../tools/testing/server.ts';
import { noticingTruncation } from '../src/truncated-responses.ts';

/** Asks a server that breaks the connection in the middle of its answer, and waits until it is over. */
const askInVain = async (url: string): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    get(url, (response) =>
      response
        .on('error', () => {})
        .on('close', resolve)
        .resume(),
    ).on('error', reject);
  });
};

test('a cut is told to the work that made the request, and nobody else’s is', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  const cuts: string[] = [];
  await askInVain(server.url);
  await noticingTruncation(
    () => cuts.push('ours'),
    () => askInVain(server.url),
  );
  await askInVain(server.url);
  await server.close();
  expect(cuts).toEqual(['ours']);
});

test('an answer that came whole is none', async () => {
  const server = await startServer((_, response) => void response.end('whole'));
  const cuts: string[] = [];
  await noticingTruncation(
    () => cuts.push('ours'),
    () => askInVain(server.url),
  );
  await server.close();
  expect(cuts).toEqual([]);
});
