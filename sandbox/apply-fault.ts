import { STATUS_CODES } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { RecordedRequest } from './exchange.ts';
import type { Fault } from './faults.ts';

/** The context of a fault: the sockets, the request, the usual error body for a status, and the server's close signal. */
export interface Scene {
  readonly env: HttpBindings;
  readonly request: RecordedRequest;
  readonly usualError: (status: number, request: RecordedRequest) => object;
  readonly closing: AbortSignal;
}

const never = () => new Promise<Response>(() => {});

const GATEWAY_STATUSES = [502, 503, 504];

/** The HTML page that a proxy in front of a gateway returns if the gateway is down. */
export function proxyPage(status: number): string {
  const title = `${status} ${STATUS_CODES[status]}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

function errorResponse(fault: Fault, scene: Scene, usualStatus: number): Response {
  const status = fault.status ?? usualStatus;
  if (typeof fault.body === 'string') return answer(fault, status, fault.body, 'application/json');
  if (fault.body === undefined && GATEWAY_STATUSES.includes(status)) {
    return answer(fault, status, proxyPage(status), 'text/html');
  }
  return answer(
    fault,
    status,
    JSON.stringify(fault.body ?? scene.usualError(status, scene.request)),
    'application/json',
  );
}

function answer(fault: Fault, status: number, body: string | null, contentType: string): Response {
  const headers = new Headers({ 'Content-Type': contentType, ...fault.headers });
  if (fault.retryAfter !== undefined) headers.set('Retry-After', String(fault.retryAfter));
  return new Response(body, { status, headers });
}

async function cutBody(fault: Fault, scene: Scene, real: Response): Promise<Response> {
  const { outgoing, incoming } = scene.env;
  const body = Buffer.from(await real.text());
  // An answer without a body ends with its headers, so it is cut before these.
  if (body.length === 0) {
    incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  outgoing.writeHead(fault.status ?? real.status, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    ...fault.headers,
  });
  outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), () =>
    setImmediate(() => incoming.socket.destroy()),
  );
  return RESPONSE_ALREADY_SENT;
}

async function distort(fault: Fault, real: Response): Promise<Response> {
  const status = fault.status ?? real.status;
  const text = await real.text();
  switch (fault.kind) {
    case 'truncated':
      return answer(
        fault,
        status,
        text.slice(0, Math.max(1, Math.floor(text.length / 2))),
        'application/json',
      );
    case 'content-type':
      return answer(fault, status, text, 'text/plain; charset=utf-8');
    case 'shape':
      return answer(
        fault,
        status,
        JSON.stringify(fault.body ?? { unexpected: [1, 'two', null] }),
        'application/json',
      );
    default:
      return answer(fault, status, null, 'application/json');
  }
}

/** Applies a fault to a request. `work` handles the request and returns the normal response. */
export async function applyFault(
  fault: Fault,
  scene: Scene,
  work: () => Promise<Response>,
): Promise<Response> {
  if (fault.kind === 'latency' && fault.when === 'before') {
    await delay(fault, scene);
    return work();
  }
  const real = fault.when === 'after' ? await work() : errorResponse(fault, scene, 200);
  await delay(fault, scene);
  switch (fault.kind) {
    case 'latency':
      return real;
    case 'hang':
      return never();
    case 'drop':
      scene.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'drop-body':
      return cutBody(fault, scene, real);
    case 'status':
      return errorResponse(fault, scene, 500);
    case 'html': {
      const status = fault.status ?? 200;
      return answer(
        fault,
        status,
        typeof fault.body === 'string' ? fault.body : proxyPage(status),
        'text/html',
      );
    }
    default:
      return distort(fault, real);
  }
}

async function delay(fault: Fault, scene: Scene): Promise<void> {
  if (!fault.ms) return;
  await sleep(fault.ms, undefined, { signal: scene.closing }).catch(never);
}
