/** How a run ended: with a result, or with the error that Zapier would show. */
export type Ending =
  | { readonly end: 'result'; readonly result: unknown }
  | {
      /** The error's class. */
      readonly end: string;
      /** The sentence for the person who built the Zap. */
      readonly sentence: string;
      /** Everything that the error says, as the platform carries it. */
      readonly raw: string;
      /** Seconds until Zapier tries again; only for a `ThrottledError`. */
      readonly delay: unknown;
    };

/** Some of the platform's errors carry JSON as their message. */
const detailsOf = (raw: string): { sentence: string; delay: unknown } => {
  const parsed: unknown = raw.startsWith('{') ? JSON.parse(raw) : { message: raw };
  if (typeof parsed !== 'object' || parsed === null || !('message' in parsed)) {
    return { sentence: raw, delay: null };
  }
  return { sentence: String(parsed.message), delay: 'delay' in parsed ? parsed.delay : null };
};

/** Waits for a run to end, however it does. */
export const endingOf = async (run: Promise<unknown>): Promise<Ending> => {
  try {
    return { end: 'result', result: await run };
  } catch (error) {
    if (!(error instanceof Error)) return { end: 'no error', sentence: '', raw: String(error), delay: null };
    return { end: error.name, raw: error.message, ...detailsOf(error.message) };
  }
};
