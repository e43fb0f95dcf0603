/** What Zapier shows of a failed run, and does with it. */
export interface Failure {
  /** The error's class. */
  readonly name: string;
  /** The sentence for the person who built the Zap. */
  readonly message: string;
  /** Everything the error says, as the platform carries it. */
  readonly raw: string;
  /** Seconds until Zapier tries again; only for a `ThrottledError`. */
  readonly delay?: unknown;
}

/** Some of the platform's errors carry JSON as their message. */
const detailsOf = (raw: string): { message: string; delay?: unknown } => {
  if (!raw.startsWith('{')) return { message: raw };
  const parsed: unknown = JSON.parse(raw);
  if (typeof parsed !== 'object' || parsed === null || !('message' in parsed)) return { message: raw };
  return { message: String(parsed.message), ...('delay' in parsed && { delay: parsed.delay }) };
};

/** The failure of a run that must fail. */
export const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const ended = await run.then(
    (result) => new Error(`the run was expected to fail, and gave ${JSON.stringify(result)}`),
    (error: unknown) => ({ error }),
  );
  if (ended instanceof Error) throw ended;
  if (!(ended.error instanceof Error)) throw new Error(`${ended.error} was thrown, which is no error`);
  const { name, message } = ended.error;
  return { name, raw: message, ...detailsOf(message) };
};
