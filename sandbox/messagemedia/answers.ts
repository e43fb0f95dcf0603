import type { Feature } from './accounts.ts';

const json = (status: number, body: object): Response => Response.json(body, { status });

const FEATURE_NAMES: Record<Feature, string> = {
  mms: 'MMS',
  reporting: 'Messaging Reports',
  contacts: 'Contacts',
  'sender-addresses': 'Sender Addresses',
  webhooks: 'Webhooks',
  'opt-outs': 'Number Authorisation',
};

export const unauthorized = () => json(401, { message: 'Invalid authentication credentials' });
export const notEnabled = (feature: Feature) =>
  json(403, { message: `The ${FEATURE_NAMES[feature]} feature is not enabled for this account` });
export const notFound = () => json(404, { message: 'Resource not found.' });
export const conflict = (message: string) => json(409, { message });
export const invalid = (...details: string[]) =>
  json(400, {
    message: 'Request failed to parse correctly. Please ensure input is valid and try again.',
    details,
  });
export const plainText = (status: number, text: string) =>
  new Response(text, { status, headers: { 'Content-Type': 'text/plain' } });

const MESSAGES: Record<number, string> = {
  401: 'Invalid authentication credentials',
  403: 'Forbidden',
  404: 'Resource not found.',
  409: 'Conflict',
  429: 'API rate limit exceeded',
};

/** The error body for a status, as documented. */
export const usualError = (status: number): object => ({
  message: MESSAGES[status] ?? (status >= 500 ? 'An unexpected error occurred' : 'Bad Request'),
});
