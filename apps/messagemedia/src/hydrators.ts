import { GatewayError } from '@messaging/errors/gateway-error';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { readLine } from '@messaging/zapier/input';
import type { Bundle } from 'zapier-platform-core';
import { authorizer } from './api/authorize.ts';
import { findInLog } from './api/log.ts';
import { type Step, step } from './step.ts';

/** What a file is fetched by, as the trigger left it. */
type Asked = Record<string, unknown>;

/** Where the log says that the picture of an inbound message is; `null` where it does not. */
const urlInLog = async ({ api }: Step, asked: Asked): Promise<string | null> => {
  const received = Date.parse(readLine(asked.received_at) ?? '') || Date.now();
  const window = {
    from: new Date(received - DAY_MILLISECONDS),
    to: new Date(received + DAY_MILLISECONDS),
    direction: 'inbound',
  } as const;
  const [message] = await findInLog(api, window, ({ id }) => id === asked.message_id, 1);
  return message?.media_url ?? null;
};

const UNAVAILABLE =
  'The file of this message could not be fetched from MessageMedia. Replay this run in a few minutes.';

const GONE =
  'MessageMedia no longer gives this file. Files larger than 7 KB are fetched from the message log, which keeps them for 45 days and only if Messaging Reports is switched on for the account.';

/** What the posted message held of the file, or `null` where it was too large to be carried along. */
const carried = (asked: Asked): Buffer | null => {
  const content = readLine(asked.content);
  return content === undefined ? null : Buffer.from(content, 'base64');
};

/** A file name that Zapier's file store takes: a quote or a line break would end its header early. */
const nameOf = (asked: Asked): string =>
  readLine(readLine(asked.name)?.replace(/["\\/\p{Cc}]/gu, ' ')) ?? `media-${Number(asked.index) + 1}`;

const LONGEST_MILLISECONDS = 20_000;

/** The picture behind a link; the key goes to MessageMedia's own host only. */
const download = ({ z, connection }: Step, link: string) => {
  const url = new URL(link);
  const isOwn = url.origin === new URL(connection.baseUrl).origin;
  const headers = isOwn ? authorizer(connection)('GET', url, new Uint8Array()) : {};
  return z.request({ url: link, raw: true, headers, timeout: LONGEST_MILLISECONDS });
};

/** Puts a file of an inbound MMS where Zapier's steps can use it: what was posted with the message, or what the log links to. */
export const fetchMedia = step(async (opened, { inputData: asked }: Bundle<Asked>): Promise<string> => {
  const { z } = opened;
  const bytes = carried(asked);
  if (bytes) {
    const type = readLine(asked.content_type) ?? 'application/octet-stream';
    return z.stashFile(bytes, bytes.length, nameOf(asked), type);
  }
  const link = readLine(asked.url) ?? (Number(asked.index) === 0 ? await urlInLog(opened, asked) : null);
  if (link === null) throw new GatewayError(GONE, { kind: 'not_found' });
  try {
    return await z.stashFile(download(opened, link));
  } catch {
    throw new GatewayError(UNAVAILABLE, { kind: 'unreachable' });
  }
});

export const hydrators = { fetchMedia };
