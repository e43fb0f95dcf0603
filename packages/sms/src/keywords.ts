import { comparableText, keywordOf } from '@messaging/gateway/keyword';

const stopWords = /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT|REVOKE)(?:\s+ALL)?\s*\.?$/;
const startWords = /^(?:START|UNSTOP)(?:\s+ALL)?\s*\.?$/;

/** `keyword`: the first word, upper case, without punctuation around it; `null` where there is none. */
export type Keyword = { keyword: string | null; isStop: boolean; isStart: boolean };

/**
 * What an inbound message says to a machine. A stop or start word counts as the whole message, or followed only by a
 * full stop or "all": "stop by at noon" is no opt-out.
 */
export const readKeyword = (body: string): Keyword => {
  const text = comparableText(body);
  return { keyword: keywordOf(body), isStop: stopWords.test(text), isStart: startWords.test(text) };
};
