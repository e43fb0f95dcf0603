const stopWords = /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|OPTOUT|REVOKE)(?:\s+ALL)?\s*\.?$/;
const startWords = /^(?:START|UNSTOP)(?:\s+ALL)?\s*\.?$/;

// Joiners and tags stay: they shape letters of some scripts and emoji.
const invisible = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** `keyword`: the first word, upper case, without punctuation around it; `null` where there is none. */
export type Keyword = { keyword: string | null; isStop: boolean; isStart: boolean };

/**
 * What an inbound message says to a machine. Two keywords are the same word if their `keyword` is equal, whatever the
 * case or width of the letters. A stop or start word counts as the whole message, or followed only by a full stop or
 * "all": "stop by at noon" is no opt-out.
 */
export const readKeyword = (body: string): Keyword => {
  const text = body.replace(invisible, '').normalize('NFKC').toUpperCase().normalize('NFKC').trim();
  const keyword = text
    .replace(/^[\p{P}\s]+(?=[^\p{P}\s])/u, '')
    .replace(/[\s,;!?،؛؟、。].*/su, '')
    .replace(/\p{P}+$/u, '');
  return {
    keyword: keyword === '' ? null : keyword,
    isStop: stopWords.test(text),
    isStart: startWords.test(text),
  };
};
