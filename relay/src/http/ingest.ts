import type { IncomingMessage, ServerResponse } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { createBatch } from '../batch.ts';
import { sameness } from '../dedupe.ts';
import type { Identity } from '../identity.ts';
import type { Metrics } from '../metrics.ts';
import { type Accepted, type EventName, type NewEvent, readEvent, type Store } from '../store/store.ts';

/** Larger bodies are answered with 413. */
export const BODY_LIMIT = 1024 * 1024;
/** Bytes of bodies in memory at once. Beyond that, events are answered with 503. */
const MEMORY_LIMIT = 48 * 1024 * 1024;
const BATCH_BYTES = 8 * 1024 * 1024;
const TOKENS_REMEMBERED = 50_000;

const PATH = /^\/in\/([\w-]{22,64})(?:\/(receipt|incoming|click))?\/?(?:\?|$)/;

const CONTENT_TYPE_LIMIT = 255;

interface Tools {
  readonly store: Store;
  readonly identity: Identity;
  readonly metrics: Metrics;
  /** Called when events were stored. */
  onStored(): void;
}

const answer = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-length': '0', ...headers }).end();
};

/** The body, or `null` if it is larger than the limit. */
const readBody = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) return void chunks.push(chunk);
      chunks.length = 0;
      resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The request was broken off.')));
  });

/**
 * Answers `POST /in/:token` and `POST /in/:token/:event`. Without a framework, because this is the hot path.
 */
export const createIngest = ({ store, identity, metrics, onStored }: Tools) => {
  const known = new Set<string>();
  let bytesInMemory = 0;

  const accept = createBatch<NewEvent, Accepted>((events) => store.accept(events), {
    items: 500,
    bytes: BATCH_BYTES,
    size: ({ body }) => body.length,
  });

  /** Tokens are never revoked, so a known one stays known. */
  const isKnown = async (token: string): Promise<boolean> => {
    if (known.has(token)) return true;
    if (!(await store.hasToken(token))) return false;
    if (known.size >= TOKENS_REMEMBERED) known.clear();
    known.add(token);
    return true;
  };

  const keep = async (request: IncomingMessage, token: string, event: EventName): Promise<number> => {
    const body = await readBody(request);
    if (body === null) return 413;
    bytesInMemory += body.length;
    try {
      const same = sameness(event, body);
      const contentType = request.headers['content-type'] ?? null;
      const result = await accept({
        id: uuidv7(),
        token,
        event,
        dedupeKey: same && identity.dedupeKey([token, ...same]),
        contentType: contentType && contentType.length <= CONTENT_TYPE_LIMIT ? contentType : null,
        body,
      });
      metrics.storeWorks();
      if (result === 'unknown-token') return 404;
      metrics.accepted(result);
      if (result === 'stored') onStored();
      return 200;
    } finally {
      bytesInMemory -= body.length;
    }
  };

  /** The status of an event that is refused before its body is read, or `null`. */
  const refusal = (request: IncomingMessage): number | null => {
    if (request.method !== 'POST') return 405;
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return 413;
    return bytesInMemory > MEMORY_LIMIT ? 503 : null;
  };

  const handle = async (request: IncomingMessage): Promise<number> => {
    const [, token, event = 'receipt'] = PATH.exec(request.url ?? '') ?? [];
    if (token === undefined) return 404;
    const refused = refusal(request);
    if (refused !== null) return refused;
    try {
      return (await isKnown(token)) ? await keep(request, token, readEvent(event)) : 404;
    } catch (error) {
      if (request.destroyed && !request.complete) return 400;
      metrics.storeFailed(error);
      return 503;
    }
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const status = await handle(request);
    if (status === 200) metrics.acceptSeconds.observe((performance.now() - started) / 1000);
    else metrics.refused(status);
    if (status === 405) answer(response, status, { allow: 'POST' });
    else answer(response, status, status === 503 ? { 'retry-after': '5' } : {});
  };
};
