import { GatewayError } from '@messaging/errors/gateway-error';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { readLine } from '@messaging/zapier/input';
import type { Bundle } from 'zapier-platform-core';
import { authorizer } from './api/authorize.ts';
import { findInLog } from './api/log.ts';
import { type Step, step } from './step.ts';

type Asked = Record<string, unknown>;

/** Finds a file's URL in the log, or `null`. */
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
  "Could not download this message's file from MessageMedia. Replay this run in a few minutes.";

const GONE =
  'MessageMedia no longer has this file. It keeps files larger than 7 KB for 45 days, and only if Messaging Reports is enabled. Ask MessageMedia support to enable Messaging Reports.';

/** Returns the file's content from the event, or `null` if it was too large. */
const carried = (asked: Asked): Buffer | null => {
  const content = readLine(asked.content);
  return content === undefined ? null : Buffer.from(content, 'base64');
};

/** Removes quotes and line breaks, which would break the file store's header. */
const nameOf = (asked: Asked): string =>
  readLine(readLine(asked.name)?.replace(/["\\/\p{Cc}]/gu, ' ')) ?? `media-${Number(asked.index) + 1}`;

const LONGEST_MILLISECONDS = 20_000;

/** Downloads a file. Sends the key to MessageMedia's host only. */
const download = ({ z, connection }: Step, link: string) => {
  const url = new URL(link);
  const isOwn = url.origin === new URL(connection.baseUrl).origin;
  const headers = isOwn ? authorizer(connection)('GET', url, new Uint8Array()) : {};
  return z.request({ url: link, raw: true, headers, timeout: LONGEST_MILLISECONDS });
};

/** Stores a file of an inbound MMS in Zapier's file store, from the event or from the log's URL. */
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
