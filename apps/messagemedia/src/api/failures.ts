import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Reply, Silence } from '@messaging/gateway/call';
import { harmlessWords, quoteWords, readRetryAfter, wordsOf } from '@messaging/gateway/failures';
import { isObject } from '@messaging/gateway/schemas';
import type { Connection } from './connection.ts';

/** What a call does at MessageMedia: words its failure, and tells whether an unclear end matters. */
export type Effect = 'reads' | 'reads_log' | 'subscribes' | 'changes' | 'sends' | 'sends_many';

/** What a call is, for the sentence that tells of its failure. */
export interface Purpose {
  readonly effect: Effect;
}

const KEY_PAGE = 'Settings, API Settings, API';

const UNCHANGED = 'Nothing was changed. Try again in a few minutes.';

/** What the user should do after a call whose end is unclear. */
const AFTERMATH: Record<Effect, string> = {
  reads: UNCHANGED,
  reads_log: UNCHANGED,
  subscribes: 'This Zap gets no events yet. Switch it on again in a few minutes.',
  changes: 'The change may have been made. Look it up in MessageMedia before you repeat it.',
  sends:
    'The message may have gone out, so it is not sent again. Look for the recipient in your message log (or with Find Message) before you repeat it.',
  sends_many:
    'These messages may have gone out, so they are not sent again. Look for the recipients in your message log (or with Find Message) before you repeat them.',
};

interface Case {
  readonly effect: Effect;
  readonly connection: Connection;
  /** MessageMedia's own words, ready to stand in a sentence, or empty. */
  readonly said: string;
}

interface Row {
  readonly kind: GatewayErrorKind;
  readonly sentence: (met: Case) => string;
}

const STALE_CLOCK: Row = {
  kind: 'unauthorized',
  sentence: () =>
    'MessageMedia does not accept the signature of this request, because the clock of the machine that made it is more than five minutes off. The key itself may be right. Correct the clock and try again.',
};

const BAD_KEY: Row = {
  kind: 'unauthorized',
  sentence: ({ connection }) =>
    connection.method === 'Basic'
      ? `MessageMedia does not accept this API Key and API Secret. One of them is wrong or was deleted, the key was made for HMAC (see Key Type), or it belongs to another Region than ${connection.region}. Check them in the hub under ${KEY_PAGE}, and reconnect.`
      : `MessageMedia does not accept the signature made with this API Key and API Secret. The secret is wrong or was deleted, the key was made for Basic (see Key Type), or it belongs to another Region than ${connection.region}. Check them in the hub under ${KEY_PAGE}, and reconnect.`,
};

const NOT_SWITCHED_ON: Row = {
  kind: 'forbidden',
  sentence: ({ said }) =>
    `This feature is not switched on for your MessageMedia account${said}. Ask MessageMedia support or your account manager to switch it on.`,
};

const FORBIDDEN: Row = {
  kind: 'forbidden',
  sentence: ({ said }) =>
    `MessageMedia does not allow this with the API key of the connection${said}. The key may lack the right. Ask an administrator of the account, or connect another key.`,
};

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ said }) => `MessageMedia refused the request${said}. Check the values of this step.`,
};

const ROWS: Record<number, Row> = {
  402: {
    kind: 'no_credit',
    sentence: () =>
      'The MessageMedia account is out of credit, so nothing was sent. Top it up, then send again what was not sent.',
  },
  404: {
    kind: 'not_found',
    sentence: ({ effect, said }) =>
      effect === 'reads_log'
        ? `MessageMedia gives no message log for this account${said}. Ask MessageMedia support or your account manager to switch on Messaging Reports.`
        : `MessageMedia did not find what was asked for${said}. Check the ID in this step. Messages can be found for 45 days.`,
  },
  422: {
    kind: 'refused',
    sentence: ({ said }) =>
      `MessageMedia cannot process this request${said}. If the recipient is in Singapore, its network requires TLS 1.3. Contact MessageMedia support.`,
  },
  429: {
    kind: 'rate_limited',
    sentence: ({ effect }) =>
      effect === 'sends_many'
        ? 'MessageMedia is receiving too many requests from this account, so it was not sent.'
        : 'MessageMedia is receiving too many requests from this account. Zapier will retry automatically.',
  },
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () =>
    'MessageMedia answered with a redirect, which is not followed. Check the Region of the connection.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `MessageMedia returned a server error. ${AFTERMATH[effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `MessageMedia gave an answer that cannot be read. ${AFTERMATH[effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ effect }) => `MessageMedia did not answer in time. ${AFTERMATH[effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ effect }) =>
      `The connection to MessageMedia broke before an answer came. ${AFTERMATH[effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () => 'MessageMedia could not be reached, so nothing was done. Try again in a few minutes.',
  },
};

/** The texts in a list, such as the details of a refusal. */
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The details of a refused request, one text each, such as `/messages/1/content: must not be empty`. */
export const detailsOf = (data: unknown): string[] => (isObject(data) ? textsOf(data.details) : []);

/** The fields that the contacts API says are wrong, one text each. */
const fieldsOf = (data: Record<string, unknown>): string[] =>
  Array.isArray(data.invalidFields)
    ? data.invalidFields.flatMap((field: unknown) =>
        isObject(field) ? [[field.name, field.reason].filter(Boolean).join(': ')] : [],
      )
    : [];

/** MessageMedia's own words for an error: what is wrong with which field, or else the message, or the contacts API's detail. */
const sayingOf = (data: unknown): string => {
  if (!isObject(data)) return '';
  const exact = [...detailsOf(data), ...fieldsOf(data)];
  if (exact.length > 0) return exact.join('; ');
  return wordsOf(data) || (typeof data.detail === 'string' ? data.detail : '');
};

/** The gateway behind MessageMedia accepts five minutes; a little less is certainly the clock too. */
const SKEW_MILLISECONDS = 240_000;

const isStale = ({ date }: Answer, words: string): boolean =>
  /\b(?:date|timestamp|clock|skew|stale)\b/i.test(words) ||
  Math.abs(Date.parse(date ?? '') - Date.now()) > SKEW_MILLISECONDS;

/** Words by which a 403 speaks of something that an account can have. */
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

/** A failure with the details that MessageMedia gave, for whoever can tell which row of many they are about. */
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

/** The failure behind an answer that is not what was asked for, whatever its status, or behind no answer. */
export const failureOf = (reply: Reply, purpose: Purpose, connection: Connection): GatewayError => {
  if (reply.kind === 'answer') return failureOfAnswer(reply, purpose, connection);
  const { kind, sentence } = SILENCES[reply.reason];
  return new GatewayError(sentence({ ...purpose, connection, said: '' }), { kind });
};
