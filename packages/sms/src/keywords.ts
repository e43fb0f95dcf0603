import { comparableText, keywordOf } from '@messaging/gateway/keyword';

const stopWords = /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT|REVOKE)(?:\s+ALL)?\s*\.?$/;
const startWords = /^(?:START|UNSTOP)(?:\s+ALL)?\s*\.?$/;

/** `keyword` is the first word in upper case, without surrounding punctuation, or `null` if there is none. */
export type Keyword = { keyword: string | null; isStop: boolean; isStart: boolean };

/**
 * Reads the keyword of an inbound message. A stop or start word counts only as the whole message, optionally
 * followed by "all" or a full stop: "stop by at noon" is not an opt-out.
 */
export const readKeyword = (body: string): Keyword => {
  const text = comparableText(body);
  return { keyword: keywordOf(body), isStop: stopWords.test(text), isStart: startWords.test(text) };
};
