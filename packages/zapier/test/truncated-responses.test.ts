import { channel } from 'node:diagnostics_channel';
import { get } from 'node:http';
import { startServer } from '../../../tools/testing/server.ts';
import { noticingTruncation } from '../src/truncated-responses.ts';

/** Makes a request and waits until its connection closes. */
const requestAndWait = async (url: string): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    get(url, (response) =>
      response
        .on('error', () => {})
        .on('close', resolve)
        .resume(),
    ).on('error', reject);
  });
};

test('reports a truncated response only to the work that made the request', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  const cuts: string[] = [];
  await requestAndWait(server.url);
  await noticingTruncation(
    () => cuts.push('ours'),
    () => requestAndWait(server.url),
  );
  await requestAndWait(server.url);
  await server.close();
  expect(cuts).toEqual(['ours']);
});

test('does not report a complete response', async () => {
  const server = await startServer((_, response) => void response.end('whole'));
  const cuts: string[] = [];
  await noticingTruncation(
    () => cuts.push('ours'),
    () => requestAndWait(server.url),
  );
  await server.close();
  expect(cuts).toEqual([]);
});

test('leaves a message of another shape alone, because an error in a subscriber would end the process', () => {
  const cuts: string[] = [];
  noticingTruncation(
    () => cuts.push('ours'),
    async () => channel('http.client.request.created').publish({ request: 'of a later Node' }),
  );
  expect(cuts).toEqual([]);
});
