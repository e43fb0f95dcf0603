import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Silence } from '@messaging/gateway/call';
import { quoteWords, readRetryAfter, reportsFailure, wordsOf } from '@messaging/gateway/failures';
import { type Connection, type Platform, platformOfKey } from './connection.ts';

/** What a call does, which decides what its error message advises if the outcome is unclear. */
export type Effect = 'reads' | 'registers' | 'changes' | 'sends' | 'sends_many';

export interface Purpose {
  readonly effect: Effect;
  /** The Vortex permission that the call needs, such as `read:SingleSMS`. */
  readonly permission?: string | undefined;
  readonly withLogin?: boolean | undefined;
}

const KEY_PAGE = 'hub.mobivate.com → User Profile → API Keys';

/** Vortex permissions with a different label in the hub. */
const PERMISSION_LABELS: Record<string, string> = {
  'read:SingleSMS': 'View/Download Message History',
  'read:Optouts': 'List Opt-Outs',
};

const AFTERMATH: Record<Effect, string> = {
  reads: 'Nothing was changed. Try again in a few minutes.',
  registers: 'This Zap gets no events yet. Turn it on again in a few minutes.',
  changes: 'The change may have been made. Check your Mobivate account before you try again.',
  sends:
    'This message may or may not have been sent. Check its reference in your Mobivate message log, or with Find Message, before you send it again.',
  sends_many:
    'This message may or may not have been sent. Check its recipient in your Mobivate message log, or with Find Message, before you send it again.',
};

interface Case {
  readonly platform: Platform;
  readonly keyPlatform: Platform;
  readonly purpose: Purpose;
  /** Mobivate's message, formatted for a sentence, or empty. */
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

/** Vortex returns 403 for a missing permission, which it names, and sometimes for an invalid key. */
const permissionSentence = ({ purpose, said }: Case): string => {
  const missing = /\b(?:create|read|update|delete):\w+/.exec(said)?.[0];
  if (missing)
    return `The API key lacks the Mobivate permission ${permissionNamed(missing)}. Select it for this key at ${KEY_PAGE}, or connect a key that has it.`;
  const permission = purpose.permission
    ? `the permission ${permissionNamed(purpose.permission)}`
    : 'its permissions';
  return `Mobivate refused this API key${said}. At ${KEY_PAGE}, check that it is valid, has ${permission}, and allows IPs from Anywhere.`;
};

const UNAUTHORIZED: Row = {
  kind: 'unauthorized',
  sentence: ({ platform, keyPlatform, purpose }) => {
    if (purpose.withLogin) {
      return 'Mobivate rejected the Hub Username or Hub Password of this connection. Reconnect Mobivate with the correct ones.';
    }
    return platform === keyPlatform
      ? `Mobivate rejected this ${platform} API key. It may be wrong, expired, or replaced by a newer one. Reconnect Mobivate with a valid key.`
      : `Mobivate rejected this API key, because it is a ${keyPlatform} key and the API Host is for ${platform}. Reconnect Mobivate without an API Host, or with a ${platform} key.`;
  },
};

export const OPTED_OUT_SENTENCE =
  'The recipient has opted out of messages from this Mobivate account, so nothing was sent.';

export const optedOut = (): GatewayError => new GatewayError(OPTED_OUT_SENTENCE, { kind: 'opted_out' });

const OPTED_OUT: Row = { kind: 'opted_out', sentence: () => OPTED_OUT_SENTENCE };

/** Error messages by status. {@link VORTEX} overrides them on Vortex. */
const BOTH: Record<number, Row> = {
  401: UNAUTHORIZED,
  402: {
    kind: 'no_credit',
    sentence: ({ purpose }) =>
      purpose.effect === 'sends_many'
        ? 'The Mobivate account is out of credit. Top it up, then send the rows that were not sent.'
        : 'The Mobivate account is out of credit, so nothing was sent. Top it up, then replay this run.',
  },
  403: {
    kind: 'forbidden',
    sentence: ({ said }) =>
      `Mobivate does not allow this${said}. Check the API key in your Mobivate account, or contact Mobivate support.`,
  },
  404: {
    kind: 'not_found',
    sentence: ({ said }) => `Mobivate couldn't find this item${said}. Check the ID in this step.`,
  },
  429: {
    kind: 'rate_limited',
    sentence: ({ purpose }) =>
      purpose.effect === 'sends_many'
        ? 'This account made too many requests to Mobivate, so this row was not sent. Send it again later.'
        : 'This account made too many requests to Mobivate. Zapier will retry automatically.',
  },
};

const VORTEX: Record<number, Row> = { 403: { kind: 'forbidden', sentence: permissionSentence } };

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ said }) =>
    `Mobivate rejected this request${said}. Check the fields of this step, or contact Mobivate support.`,
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () => 'The API Host responded with a redirect. Check the API Host of your connection.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ purpose }) => `Mobivate returned a server error. ${AFTERMATH[purpose.effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ purpose }) => `Mobivate returned an unreadable response. ${AFTERMATH[purpose.effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ purpose }) => `Mobivate did not respond in time. ${AFTERMATH[purpose.effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ purpose }) =>
      `The connection to Mobivate was lost before it responded. ${AFTERMATH[purpose.effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () =>
      'Could not reach Mobivate, so nothing was done. Check the API Host of your connection, or try again in a few minutes.',
  },
};

const isSend = ({ effect }: Purpose): boolean => effect === 'sends' || effect === 'sends_many';

const rowFor = ({ status, data }: Answer, purpose: Purpose, platform: Platform, words: string): Row => {
  const saysNo = (status >= 400 && status < 500) || (status < 300 && reportsFailure(data));
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

export const failureOf = (answer: Answer, purpose: Purpose, connection: Connection): GatewayError => {
  const words = wordsOf(answer.data);
  const row = rowFor(answer, purpose, connection.platform, words);
  return new GatewayError(row.sentence(caseOf(purpose, connection, words)), {
    kind: row.kind,
    status: answer.status,
    ...(row.kind === 'rate_limited' && { retryAfter: readRetryAfter(answer.retryAfter) }),
  });
};

export const failureOfSilence = (
  { reason }: Silence,
  purpose: Purpose,
  connection: Connection,
): GatewayError => {
  const { kind, sentence } = SILENCES[reason];
  return new GatewayError(sentence(caseOf(purpose, connection, '')), { kind });
};
