import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Reply, Silence } from '@messaging/gateway/call';
import { harmlessWords, quoteWords, readRetryAfter, wordsOf } from '@messaging/gateway/failures';
import { isObject } from '@messaging/gateway/schemas';
import type { Connection } from './connection.ts';

/** What a call does. Selects the error message, and whether an unclear result matters. */
export type Effect = 'reads' | 'reads_log' | 'subscribes' | 'changes' | 'sends' | 'sends_many';

export interface Purpose {
  readonly effect: Effect;
}

const KEY_PAGE = 'Settings → API Settings → API';

const UNCHANGED = 'Nothing was changed. Try again in a few minutes.';

/** What to do after an unclear result. */
const AFTERMATH: Record<Effect, string> = {
  reads: UNCHANGED,
  reads_log: UNCHANGED,
  subscribes: 'This Zap gets no events yet. Turn it on again in a few minutes.',
  changes: 'The change may have been made. Check your MessageMedia account before you try again.',
  sends:
    'This message may or may not have been sent. Check its reference in your MessageMedia message log, or with Find Message, before you send it again.',
  sends_many:
    'This message may or may not have been sent. Check its reference in your MessageMedia message log, or with Find Message, before you send it again.',
};

interface Case {
  readonly effect: Effect;
  readonly connection: Connection;
  /** MessageMedia's error text, quoted, or empty. */
  readonly said: string;
}

interface Row {
  readonly kind: GatewayErrorKind;
  readonly sentence: (met: Case) => string;
}

const STALE_CLOCK: Row = {
  kind: 'unauthorized',
  sentence: () =>
    'MessageMedia rejected the signature of this request, because the clock of the machine that sent it is more than five minutes off. Your key may be valid. Correct the clock, then try again.',
};

const BAD_KEY: Row = {
  kind: 'unauthorized',
  sentence: ({ connection }) =>
    connection.method === 'Basic'
      ? `MessageMedia rejected this API Key and API Secret. One of them may be wrong or deleted, the key may be for HMAC (see Key Type), or it may belong to a Region other than ${connection.region}. Check them in the hub under ${KEY_PAGE}, then reconnect MessageMedia.`
      : `MessageMedia rejected the signature made with this API Key and API Secret. The secret may be wrong or deleted, the key may be for Basic (see Key Type), or it may belong to a Region other than ${connection.region}. Check them in the hub under ${KEY_PAGE}, then reconnect MessageMedia.`,
};

const NOT_SWITCHED_ON: Row = {
  kind: 'forbidden',
  sentence: ({ said }) =>
    `This feature is not switched on for your MessageMedia account${said}. Ask MessageMedia support or your account manager to switch it on.`,
};

const FORBIDDEN: Row = {
  kind: 'forbidden',
  sentence: ({ said }) =>
    `MessageMedia does not allow this API key to do that${said}. The key may lack a permission. Ask an administrator of your account, or connect another key.`,
};

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ said }) =>
    `MessageMedia rejected this request${said}. Check the fields of this step, or contact MessageMedia support.`,
};

const ROWS: Record<number, Row> = {
  402: {
    kind: 'no_credit',
    sentence: () =>
      'The MessageMedia account is out of credit, so nothing was sent. Top it up, then send the message again.',
  },
  404: {
    kind: 'not_found',
    sentence: ({ effect, said }) =>
      effect === 'reads_log'
        ? `MessageMedia has no message log for this account${said}. Ask MessageMedia support or your account manager to switch on Messaging Reports.`
        : `MessageMedia couldn't find this item${said}. It keeps messages for 45 days. Check the ID in this step.`,
  },
  422: {
    kind: 'refused',
    sentence: ({ said }) =>
      `MessageMedia couldn't process this request${said}. Messages to Singapore require TLS 1.3. Contact MessageMedia support.`,
  },
  429: {
    kind: 'rate_limited',
    sentence: ({ effect }) =>
      effect === 'sends_many'
        ? 'This account made too many requests to MessageMedia, so this row was not sent. Send it again later.'
        : 'This account made too many requests to MessageMedia. Zapier will retry automatically.',
  },
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () => 'MessageMedia responded with a redirect. Check the Region of your connection.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `MessageMedia returned a server error. ${AFTERMATH[effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `MessageMedia returned an unreadable response. ${AFTERMATH[effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ effect }) => `MessageMedia did not respond in time. ${AFTERMATH[effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ effect }) =>
      `The connection to MessageMedia was lost before it responded. ${AFTERMATH[effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () => 'Could not reach MessageMedia, so nothing was done. Try again in a few minutes.',
  },
};

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The details of a rejected request, such as `/messages/1/content: must not be empty`. */
export const detailsOf = (data: unknown): string[] => (isObject(data) ? textsOf(data.details) : []);

const fieldsOf = (data: Record<string, unknown>): string[] =>
  Array.isArray(data.invalidFields)
    ? data.invalidFields.flatMap((field: unknown) =>
        isObject(field) ? [[field.name, field.reason].filter(Boolean).join(': ')] : [],
      )
    : [];

/** MessageMedia's error text: its details, or else the message, or the contacts API's detail. */
const sayingOf = (data: unknown): string => {
  if (!isObject(data)) return '';
  const exact = [...detailsOf(data), ...fieldsOf(data)];
  if (exact.length > 0) return exact.join('; ');
  return wordsOf(data) || (typeof data.detail === 'string' ? data.detail : '');
};

/** The gateway accepts five minutes. */
const SKEW_MILLISECONDS = 240_000;

const isStale = ({ date }: Answer, words: string): boolean =>
  /\b(?:date|timestamp|clock|skew|stale)\b/i.test(words) ||
  Math.abs(Date.parse(date ?? '') - Date.now()) > SKEW_MILLISECONDS;

/** Words in a 403 that mean a disabled feature, not a missing permission. */
const FEATURE_WORDS = /\b(?:feature|not enabled|not activated|not available|disabled|subscription|plan)\b/i;

const rowFor = (answer: Answer, { method }: Connection, words: string): Row => {
  const { status } = answer;
  if (status === 401) return method === 'HMAC' && isStale(answer, words) ? STALE_CLOCK : BAD_KEY;
  if (status === 403) return FEATURE_WORDS.test(words) ? NOT_SWITCHED_ON : FORBIDDEN;
  const row = ROWS[status];
  if (row) return row;
  if (status >= 500) return BROKEN;
  if (status >= 400) return REFUSED;
  return status >= 300 ? REDIRECTED : UNREADABLE;
};

const failureOfAnswer = (answer: Answer, { effect }: Purpose, connection: Connection): GatewayError => {
  const words = sayingOf(answer.data);
  const { kind, sentence } = rowFor(answer, connection, words);
  const secrets = [connection.secret, connection.key];
  const said = quoteWords(words, secrets);
  return new RefusedError(sentence({ effect, connection, said }), {
    kind,
    status: answer.status,
    ...(kind === 'rate_limited' && { retryAfter: readRetryAfter(answer.retryAfter) }),
    details: detailsOf(answer.data).map((detail) => harmlessWords(detail, secrets)),
  });
};

/** A rejected request, with the details that name single messages. */
export class RefusedError extends GatewayError {
  readonly details: readonly string[];

  constructor(
    sentence: string,
    { details, ...facts }: ConstructorParameters<typeof GatewayError>[1] & { details: readonly string[] },
  ) {
    super(sentence, facts);
    this.details = details;
  }
}

/** Creates the error for an unsuccessful or missing response. */
export const failureOf = (reply: Reply, purpose: Purpose, connection: Connection): GatewayError => {
  if (reply.kind === 'answer') return failureOfAnswer(reply, purpose, connection);
  const { kind, sentence } = SILENCES[reply.reason];
  return new GatewayError(sentence({ ...purpose, connection, said: '' }), { kind });
};
