import { GatewayError, type GatewayErrorKind } from '@messaging/errors/gateway-error';
import type { Answer, Reply, Silence } from '@messaging/gateway/call';
import {
  quoteWords,
  readRetryAfter,
  reportsFailure,
  wordsOf as usualWordsOf,
} from '@messaging/gateway/failures';
import { isObject } from '@messaging/gateway/schemas';
import type { Connection } from './connection.ts';
import { objectOf } from './shapes.ts';

/** What a call does. Selects the error message, and whether an unclear result matters. */
export type Effect = 'reads' | 'subscribes' | 'changes' | 'sends_free_form' | 'sends_template';

const KEY_PAGE = 'Settings → Webhooks & APIs → API';

const UNCLEAR_MESSAGE =
  'This message may or may not have been sent. Azeer has no message log or reference to look it up by. Check the chat in Azeer before you send it again.';

/** What to do after an unclear result. */
const AFTERMATH: Record<Effect, string> = {
  reads: 'Nothing was changed. Try again in a few minutes.',
  subscribes: 'This Zap gets no events yet. Turn it on again in a few minutes.',
  changes: 'The change may have been made. Check your Azeer account before you try again.',
  sends_free_form: UNCLEAR_MESSAGE,
  sends_template: UNCLEAR_MESSAGE,
};

const WINDOW =
  "WhatsApp accepts texts and files only within 24 hours of the contact's last message. After that, use Send WhatsApp Template.";

/** Words in an error that mean a closed window. 131047 is WhatsApp's error code. */
const WINDOW_WORDS =
  /\b24[\s-]?h(?:ou)?rs?\b|\btwenty[\s-]four hours?\b|\bwindow\b|\bre-?engagement\b|\b131047\b|\bsession\b.*\b(?:closed|expired|ended)\b/i;

interface Case {
  readonly effect: Effect;
  /** Azeer's error text, quoted, or empty. */
  readonly said: string;
}

interface Row {
  readonly kind: GatewayErrorKind;
  readonly sentence: (met: Case) => string;
}

const READ_ONLY: Row = {
  kind: 'forbidden',
  sentence: () =>
    `The API key of this connection is read-only, and this step makes changes. Create a key with Read and write in Azeer under ${KEY_PAGE}, and reconnect Azeer with it.`,
};

const WINDOW_CLOSED: Row = {
  kind: 'refused',
  sentence: ({ said }) => `The recipient's 24-hour window is closed${said}, so nothing was sent. ${WINDOW}`,
};

const REFUSED: Row = {
  kind: 'refused',
  sentence: ({ effect, said }) =>
    effect === 'sends_free_form'
      ? `Azeer rejected this message${said}. Check the fields of this step. ${WINDOW}`
      : `Azeer rejected this request${said}. Check the fields of this step, or contact Azeer support.`,
};

const ROWS: Record<number, Row> = {
  401: {
    kind: 'unauthorized',
    sentence: () =>
      `Azeer rejected this API key. It may be wrong or revoked. Create a key in Azeer under ${KEY_PAGE}, and reconnect Azeer with it.`,
  },
  402: {
    kind: 'no_credit',
    sentence: ({ said }) =>
      `Azeer requires payment${said}, so nothing was done. Check your plan and balance in Azeer, then replay this run.`,
  },
  403: {
    kind: 'forbidden',
    sentence: ({ effect, said }) =>
      effect === 'reads'
        ? `Azeer does not allow this API key to read this data${said}. In Azeer, under ${KEY_PAGE}, check that the key is valid and that the user who created it has permission.`
        : `Azeer does not allow this API key to do that${said}. In Azeer, under ${KEY_PAGE}, check that the key has Read and write and that the user who created it has permission.`,
  },
  404: {
    kind: 'not_found',
    sentence: ({ effect, said }) => {
      if (effect === 'sends_free_form')
        return `Azeer couldn't find the recipient${said}, so nothing was sent. If the number isn't a contact yet, set Create Contact to yes. ${WINDOW}`;
      if (effect === 'sends_template')
        return `Azeer couldn't find the recipient or the template${said}, so nothing was sent. Check Recipient and Template.`;
      return `Azeer couldn't find this item${said}. Check the fields of this step.`;
    },
  },
  429: {
    kind: 'rate_limited',
    sentence: () => 'This account made too many requests to Azeer. Zapier will retry automatically.',
  },
};

const REDIRECTED: Row = {
  kind: 'refused',
  sentence: () => 'Azeer responded with a redirect. Contact Azeer support.',
};

const BROKEN: Row = {
  kind: 'unknown',
  sentence: ({ effect }) => `Azeer returned a server error. ${AFTERMATH[effect]}`,
};

const UNREADABLE: Row = {
  kind: 'unknown',
  sentence: ({ effect, said }) => `Azeer returned an unreadable response${said}. ${AFTERMATH[effect]}`,
};

const SILENCES: Record<Silence['reason'], Row> = {
  timeout: {
    kind: 'unknown',
    sentence: ({ effect }) => `Azeer did not respond in time. ${AFTERMATH[effect]}`,
  },
  dropped: {
    kind: 'unknown',
    sentence: ({ effect }) => `The connection to Azeer was lost before it responded. ${AFTERMATH[effect]}`,
  },
  unreachable: {
    kind: 'unreachable',
    sentence: () => 'Could not reach Azeer, so nothing was done. Try again in a few minutes.',
  },
};

/** Less common names for the words of an error. */
const WORD_NAMES = ['detail', 'details', 'error_message', 'error_description', 'reason', 'msg'] as const;

const DEPTH = 3;

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const wordsIn = (place: unknown, depth: number): string =>
  typeof place === 'string' ? place : wordsOf(place, depth);

/** Azeer's error text: `{message}`, `{error}`, `{error:{message}}`, or `{errors:[…]}`. */
export const wordsOf = (data: unknown, depth = DEPTH): string => {
  if (!isObject(data) || depth === 0) return '';
  const usual = usualWordsOf({ ...data, message: firstOf(data.message) });
  if (usual) return usual;
  const places = [data.errors, ...WORD_NAMES.map((name) => data[name]), objectOf(data.data)];
  return places.map((place) => wordsIn(firstOf(place), depth - 1)).find(Boolean) ?? '';
};

const isRefusedKey = (status: number): boolean => status === 401 || status === 403;

/** Statuses with a fixed reason, whatever the error text. */
const SELF_EXPLAINING: readonly number[] = [401, 402, 429];

const isWindowClosed = (status: number, effect: Effect, words: string): boolean =>
  effect === 'sends_free_form' && !SELF_EXPLAINING.includes(status) && WINDOW_WORDS.test(words);

const rowFor = ({ status, data }: Answer, effect: Effect, { scope }: Connection, words: string): Row => {
  const saysNo = (status >= 400 && status < 500) || (status < 300 && reportsFailure(data));
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

/** Creates the error for an unsuccessful or missing response. */
export const failureOf = (reply: Reply, effect: Effect, connection: Connection): GatewayError => {
  if (reply.kind === 'answer') return failureOfAnswer(reply, effect, connection);
  const { kind, sentence } = SILENCES[reply.reason];
  return new GatewayError(sentence({ effect, said: '' }), { kind });
};
