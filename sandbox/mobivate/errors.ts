import type { Settings } from './settings.ts';

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

/** Vortex: `{"success":false,"error":{"name":"NotFoundError","statusCode":404,"message":"…"}}`, or the string form. */
export function vortexError(settings: Settings, status: number, message = wordsFor(status)) {
  if (settings.vortexErrors === 'string') return { error: message };
  const name = `${wordsFor(status).replace(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase())}Error`;
  return { success: false, error: { name, statusCode: status, message } };
}

/** What a proxy in front of Mobivate answers when it gets nothing itself. */
export function gatewayPage(status: number): string {
  const title = `${status} ${wordsFor(status)}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}
