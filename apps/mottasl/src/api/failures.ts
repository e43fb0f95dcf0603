import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Reply, Silence } from '@messaging/gateway/call';
import { quoteWords, readRetryAfter, wordsOf as usualWordsOf } from '@messaging/gateway/failures';
import { isObject } from '@messaging/gateway/schemas';
import type { Connection } from './connection.ts';
import { objectOf } from './shapes.ts';

/** What a call does at Azeer: words its failure, and tells whether an unclear end matters. */
export type Effect = 'reads' | 'subscribes' | 'changes' | 'sends_free_form' | 'sends_template';

const KEY_PAGE = 'Settings → Webhooks & APIs → API';

const UNCLEAR_MESSAGE =
  'The message may have gone out, so it is not sent again: Azeer has no message log or reference to look it up by. Look at the chat in Azeer before you repeat it.';

/** What the user should do after a call whose end is unclear. */
const AFTERMATH: Record<Effect, string> = {
  reads: 'Nothing was changed. Try again in a few minutes.',
  subscribes: 'This Zap gets no events yet. Switch it on again in a few minutes.',
  changes: 'The change may have been made. Look it up in Azeer before you repeat it.',
  sends_free_form: UNCLEAR_MESSAGE,
  sends_template: UNCLEAR_MESSAGE,
};

const WINDOW =
  'WhatsApp takes texts and files only within 24 hours of the last message from the contact. Outside this window, use Send WhatsApp Template.';

/** Words by which a refusal speaks of WhatsApp's window; 131047 is WhatsApp's own code for it. */
const WINDOW_WORDS =
  /\b24[\s-]?h(?:ou)?rs?\b|\btwenty[\s-]four hours?\b|\bwindow\b|\bre-?engagement\b|\b131047\b|\bsession\b.*\b(?:closed|expired|ended)\b/i;

interface Case {
  readonly effect: Effect;
  /** Azeer's own words, ready to stand in a sentence, or empty. */
  readonly said: string;
}

interface Row {
  readonly kind: GatewayErrorKind;
  readonly sentence: (met: Case) => string;
}

const READ_ONLY: Row = {
  kind: 'forbidden',
  sentence: () =>
    `The API key of this connection is read only, and this step writes. In Azeer, open ${KEY_PAGE}, make a key with Read and write, and reconnect Azeer with it.`,
};

const WINDOW_CLOSED: Row = {
  kind: 'refused',
  sentence: ({ said }) =>
    `The 24-hour window of this recipient is closed${said}, so nothing was sent. ${WINDOW}`,
};

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ effect, said }) =>
    effect === 'sends_free_form'
      ? `Azeer refused the message${said}. Check the values of this step. ${WINDOW}`
      : `Azeer refused the request${said}. Check the values of this step.`,
};

const ROWS: Record<number, Row> = {
  401: {
    kind: 'unauthorized',
    sentence: () =>
      `Azeer does not accept this API key: it is wrong or was revoked. Make a key in Azeer under ${KEY_PAGE}, and reconnect Azeer with it.`,
  },
  402: {
    kind: 'no_credit',
    sentence: ({ said }) =>
      `Azeer asks for payment${said}, so nothing was done. Check the plan and the balance of your account in Azeer, then replay this run.`,
  },
  403: {
    kind: 'forbidden',
    sentence: ({ effect, said }) =>
      effect === 'reads'
        ? `Azeer does not allow this API key to read here${said}. Check in Azeer under ${KEY_PAGE} that the key is still valid, and that the user who made it has the right.`
        : `Azeer does not allow this API key to do that${said}. Check in Azeer under ${KEY_PAGE} that the key has Read and write, and that the user who made it has the right.`,
  },
  404: {
    kind: 'not_found',
    sentence: ({ effect, said }) => {
      if (effect === 'sends_free_form')
        return `Azeer did not find the recipient${said}, so nothing was sent. If the number is not a contact yet, set Create Contact to yes. ${WINDOW}`;
      if (effect === 'sends_template')
        return `Azeer did not find the recipient or the template${said}, so nothing was sent. Check both.`;
      return `Azeer did not find what was asked for${said}. Check the values of this step.`;
    },
  },
  429: {
    kind: 'rate_limited',
    sentence: () => 'This account made too many requests to Azeer. Zapier will retry automatically.',
  },
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () =>
    'Azeer answered with a redirect, which is not followed. Ask Azeer support whether its API has moved.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `Azeer returned a server error. ${AFTERMATH[effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ effect, said }) => `Azeer gave an answer that cannot be read${said}. ${AFTERMATH[effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ effect }) => `Azeer did not answer in time. ${AFTERMATH[effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ effect }) => `The connection to Azeer broke before an answer came. ${AFTERMATH[effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () => 'Azeer could not be reached, so nothing was done. Try again in a few minutes.',
  },
};

/** A body by which Azeer says no, whatever the status in front of it. */
export const isRefusal = (data: unknown): boolean => isObject(data) && data.success === false;

/** Less common names for the words of an error. */
const WORD_NAMES = ['detail', 'details', 'error_message', 'error_description', 'reason', 'msg'] as const;

const DEPTH = 3;

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const wordsIn = (place: unknown, depth: number): string =>
  typeof place === 'string' ? place : wordsOf(place, depth);

/**
 * Azeer's own words for an error: `{message}`, `{error}`, `{error:{message}}`, a list `{errors:[…]}` of these, one of these
 * under `data`, or another name for them.
 */
export const wordsOf = (data: unknown, depth = DEPTH): string => {
  if (!isObject(data) || depth === 0) return '';
  const usual = usualWordsOf({ ...data, message: firstOf(data.message) });
  if (usual) return usual;
  const places = [data.errors, ...WORD_NAMES.map((name) => data[name]), objectOf(data.data)];
  return places.map((place) => wordsIn(firstOf(place), depth - 1)).find(Boolean) ?? '';
};

const isRefusedKey = (status: number): boolean => status === 401 || status === 403;

/** Statuses that have a reason of their own, whatever the words beside them. */
const SELF_EXPLAINING: readonly number[] = [401, 402, 429];

const isWindowClosed = (status: number, effect: Effect, words: string): boolean =>
  effect === 'sends_free_form' && !SELF_EXPLAINING.includes(status) && WINDOW_WORDS.test(words);

const rowFor = ({ status, data }: Answer, effect: Effect, { scope }: Connection, words: string): Row => {
  const saysNo = (status >= 400 && status < 500) || (status < 300 && isRefusal(data));
  if (isRefusedKey(status) && effect !== 'reads' && scope === 'read') return READ_ONLY;
  if (saysNo && isWindowClosed(status, effect, words)) return WINDOW_CLOSED;
  const row = ROWS[status];
  if (row) return row;
  if (status >= 500) return BROKEN;
  if (saysNo) return REFUSED;
  return status >= 300 ? REDIRECTED : UNREADABLE;
};

const failureOfAnswer = (answer: Answer, effect: Effect, connection: Connection): GatewayError => {
  const words = wordsOf(answer.data);
  const { kind, sentence } = rowFor(answer, effect, connection, words);
  return new GatewayError(sentence({ effect, said: quoteWords(words, [connection.key]) }), {
    kind,
    status: answer.status,
    ...(kind === 'rate_limited' && { retryAfter: readRetryAfter(answer.retryAfter) }),
  });
};

/** The failure behind an answer that is not what was asked for, whatever its status, or behind no answer. */
export const failureOf = (reply: Reply, effect: Effect, connection: Connection): GatewayError => {
  if (reply.kind === 'answer') return failureOfAnswer(reply, effect, connection);
  const { kind, sentence } = SILENCES[reply.reason];
  return new GatewayError(sentence({ effect, said: '' }), { kind });
};
