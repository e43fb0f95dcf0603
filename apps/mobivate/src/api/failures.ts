import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Silence } from '@messaging/gateway/call';
import { quoteWords, readRetryAfter, wordsOf } from '@messaging/gateway/failures';
import { isObject } from '@messaging/gateway/schemas';
import { type Connection, type Platform, platformOfKey } from './connection.ts';

/** What a call does over there: tells whether an unclear end matters, and what to look up. */
export type Effect = 'reads' | 'registers' | 'changes' | 'sends' | 'sends_many';

/** What a call is, for the sentence that tells of its failure. */
export interface Purpose {
  readonly effect: Effect;
  /** Vortex permission that the call needs, such as `read:SingleSMS`. */
  readonly permission?: string | undefined;
  /** The call carries the login of the connection in place of the key. */
  readonly withLogin?: boolean | undefined;
}

const KEY_PAGE = 'hub.mobivate.com → User Profile → API Keys';

/** Vortex permissions whose box in the hub is labelled otherwise than in the API. */
const PERMISSION_LABELS: Record<string, string> = {
  'read:SingleSMS': 'View/Download Message History',
  'read:Optouts': 'List Opt-Outs',
};

const AFTERMATH: Record<Effect, string> = {
  reads: 'Nothing was changed. Try again in a few minutes.',
  registers: 'This Zap gets no events yet. Switch it on again in a few minutes.',
  changes: 'The change may have been made. Look it up in Mobivate before you try again.',
  sends:
    'This message may have been sent. Look for its reference in your message log, or with Find Message, before you send it again.',
  sends_many:
    'This message may have been sent. Look for its recipient in your message log, or with Find Message, before you send it again.',
};

interface Case {
  readonly platform: Platform;
  /** The platform that the key belongs to, by its shape. */
  readonly keyPlatform: Platform;
  readonly purpose: Purpose;
  /** Mobivate's own words, ready to stand in a sentence, or empty. */
  readonly said: string;
}

interface Row {
  readonly kind: GatewayErrorKind;
  readonly sentence: (met: Case) => string;
}

const permissionNamed = (name: string): string => {
  const label = PERMISSION_LABELS[name];
  return label ? `${name} (“${label}”)` : name;
};

/** Vortex answers 403 to a missing permission, which it names, and in places to a key it does not accept at all. */
const permissionSentence = ({ purpose, said }: Case): string => {
  const missing = /\b(?:create|read|update|delete):\w+/.exec(said)?.[0];
  if (missing)
    return `The API key lacks the Mobivate permission ${permissionNamed(missing)}. Tick it for this key at ${KEY_PAGE}, or connect a key that has it.`;
  const permission = purpose.permission
    ? `the permission ${permissionNamed(purpose.permission)}`
    : 'its permissions';
  return `Mobivate refused this API key${said}. Check at ${KEY_PAGE} that it is still valid, has ${permission} ticked and allows Anywhere as its IPs.`;
};

const UNAUTHORIZED: Row = {
  kind: 'unauthorized',
  sentence: ({ platform, keyPlatform, purpose }) => {
    if (purpose.withLogin) {
      return 'Mobivate does not accept the Hub Username and Hub Password of this connection. Reconnect Mobivate with the right ones.';
    }
    return platform === keyPlatform
      ? `Mobivate does not accept this ${platform} API key. It may be wrong, expired, or replaced by a newer one. Reconnect Mobivate with a valid key.`
      : `Mobivate does not accept this API key, because it belongs to ${keyPlatform} and the API Host to ${platform}. Reconnect Mobivate without an API Host, or with a ${platform} key.`;
  },
};

export const OPTED_OUT_SENTENCE =
  'The recipient has opted out of messages from this Mobivate account, so nothing was sent.';

/** The failure of a send to a recipient who has opted out. */
export const optedOut = (): GatewayError => new GatewayError(OPTED_OUT_SENTENCE, { kind: 'opted_out' });

const OPTED_OUT: Row = { kind: 'opted_out', sentence: () => OPTED_OUT_SENTENCE };

/** The same status on both platforms, unless a row of {@link VORTEX} says otherwise. */
const BOTH: Record<number, Row> = {
  401: UNAUTHORIZED,
  402: {
    kind: 'no_credit',
    sentence: ({ purpose }) =>
      purpose.effect === 'sends_many'
        ? 'The Mobivate account is out of credit. Top it up, then send what was not sent.'
        : 'The Mobivate account is out of credit, so nothing was sent. Top it up, then replay this run.',
  },
  403: {
    kind: 'forbidden',
    sentence: ({ said }) =>
      `Mobivate does not allow this${said}. Check the account and the API key in your Mobivate account, or ask Mobivate support.`,
  },
  404: {
    kind: 'not_found',
    sentence: ({ said }) => `Mobivate could not find this item${said}. Check the ID in this step.`,
  },
  429: {
    kind: 'rate_limited',
    sentence: ({ purpose }) =>
      purpose.effect === 'sends_many'
        ? 'Mobivate is receiving too many requests from this account, so it was not sent. Send it again later.'
        : 'Mobivate is receiving too many requests from this account. Zapier tries again by itself in a while.',
  },
};

const VORTEX: Record<number, Row> = { 403: { kind: 'forbidden', sentence: permissionSentence } };

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ said }) =>
    `Mobivate refused this request${said}. Check the fields of this step, or contact Mobivate support.`,
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () => 'The API Host answered with a redirect. Check the API Host of the connection.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ purpose }) => `Mobivate returned a server error. ${AFTERMATH[purpose.effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ purpose }) => `Mobivate gave an answer that cannot be read. ${AFTERMATH[purpose.effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ purpose }) => `Mobivate did not answer in time. ${AFTERMATH[purpose.effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ purpose }) =>
      `The connection to Mobivate broke before it answered. ${AFTERMATH[purpose.effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () =>
      'Mobivate could not be reached, so nothing was done. Check the API Host of the connection, and try again in a few minutes.',
  },
};

/** A body by which Mobivate says no, whatever the status in front of it. */
export const isRefusal = (data: unknown): boolean => isObject(data) && data.success === false;

const isSend = ({ effect }: Purpose): boolean => effect === 'sends' || effect === 'sends_many';

const rowFor = ({ status, data }: Answer, purpose: Purpose, platform: Platform, words: string): Row => {
  const saysNo = (status >= 400 && status < 500) || (status < 300 && isRefusal(data));
  if (saysNo && isSend(purpose) && /\bopted[ -]?out\b/i.test(words)) return OPTED_OUT;
  const row = (platform === 'Vortex' ? VORTEX[status] : undefined) ?? BOTH[status];
  if (row) return row;
  if (status >= 500) return BROKEN;
  if (saysNo) return REFUSED;
  return status >= 300 ? REDIRECTED : UNREADABLE;
};

const secretsOf = ({ key, login }: Connection): string[] => [
  key,
  login?.password ?? '',
  login?.username ?? '',
];

const caseOf = (purpose: Purpose, connection: Connection, words: string): Case => ({
  platform: connection.platform,
  keyPlatform: platformOfKey(connection.key),
  purpose,
  said: quoteWords(words, secretsOf(connection)),
});

/** The failure behind an answer that is not what was asked for, whatever its status. */
export const failureOf = (answer: Answer, purpose: Purpose, connection: Connection): GatewayError => {
  const words = wordsOf(answer.data);
  const row = rowFor(answer, purpose, connection.platform, words);
  return new GatewayError(row.sentence(caseOf(purpose, connection, words)), {
    kind: row.kind,
    status: answer.status,
    ...(row.kind === 'rate_limited' && { retryAfter: readRetryAfter(answer.retryAfter) }),
  });
};

/** The failure behind no answer. */
export const failureOfSilence = (
  { reason }: Silence,
  purpose: Purpose,
  connection: Connection,
): GatewayError => {
  const { kind, sentence } = SILENCES[reason];
  return new GatewayError(sentence(caseOf(purpose, connection, '')), { kind });
};
