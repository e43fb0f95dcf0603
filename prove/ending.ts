/** The end of a run: a result, or the error that Zapier would show. */
export type Ending =
  | { readonly end: 'result'; readonly result: unknown }
  | {
      /** The error's class. */
      readonly end: string;
      /** The message for the person who built the Zap. */
      readonly sentence: string;
      /** The error's full message, as the platform returns it. */
      readonly raw: string;
      /** Seconds until Zapier retries. Set for `ThrottledError` only. */
      readonly delay: unknown;
    };

/** Reads the message of an error, which is JSON for some of the platform's error classes. */
const detailsOf = (raw: string): { sentence: string; delay: unknown } => {
  const parsed: unknown = raw.startsWith('{') ? JSON.parse(raw) : { message: raw };
  if (typeof parsed !== 'object' || parsed === null || !('message' in parsed)) {
    return { sentence: raw, delay: null };
  }
  return { sentence: String(parsed.message), delay: 'delay' in parsed ? parsed.delay : null };
};

/** Waits for a run to end. Never rejects. */
export const endingOf = async (run: Promise<unknown>): Promise<Ending> => {
  try {
    return { end: 'result', result: await run };
  } catch (error) {
    if (!(error instanceof Error)) return { end: 'no error', sentence: '', raw: String(error), delay: null };
    return { end: error.name, raw: error.message, ...detailsOf(error.message) };
  }
};
