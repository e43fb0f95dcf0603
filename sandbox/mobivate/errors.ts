import * as v from 'valibot';
import { check } from '../checks.ts';
import type { RecordedRequest } from '../exchange.ts';
import type { Settings } from './settings.ts';
import { notPermitted, permissionFor } from './vortex/permissions.ts';

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Out of credit',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  429: 'Rate limit exceeded',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const wordsFor = (status: number) => WORDS[status] ?? 'Error';

/** Classic: `{"code":404,"message":"Not Found"}`. */
export function classicError(status: number, message = wordsFor(status)) {
  return { code: status, message };
}

/**
 * Vortex: `{"success":false,"error":{"name":"NotFoundError","statusCode":404,"message":"…"}}`, or a string.
 */
export function vortexError(settings: Settings, status: number, message = wordsFor(status)) {
  if (settings.vortexErrors === 'string') return { error: message };
  const name = `${wordsFor(status).replace(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase())}Error`;
  return { success: false, error: { name, statusCode: status, message } };
}

/** The error body for a status, as documented by Mobivate or observed. */
export function usualError(
  platform: 'classic' | 'vortex',
  settings: Settings,
  status: number,
  request: RecordedRequest,
): object {
  if (platform === 'vortex') {
    const permission = permissionFor(request.method, request.path);
    return status === 403 && permission ? notPermitted(permission) : vortexError(settings, status);
  }
  const recipient = check(v.object({ recipient: v.string() }), request.json).value?.recipient;
  return status === 403 && recipient
    ? classicError(403, `Recipient is opted out: ${recipient}`)
    : classicError(status);
}
