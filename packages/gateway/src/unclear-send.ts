import { GatewayError } from '@messaging/errors/gateway-error';

/** Milliseconds that a send leaves for looking up the message in the log if the outcome is unclear. */
export const LOOK_UP_MILLISECONDS = 8_000;

/** The pauses before looking again, because a gateway may log a message seconds late. */
export const PAUSES_MILLISECONDS = [500, 1_500, 4_000];

const LEAST_MILLISECONDS = 1_000;

/** The outcome of a send. `found` means the response was lost, but the message is in the log. */
export type SendEnd<S, F> =
  | { readonly kind: 'sent'; readonly sent: S }
  | { readonly kind: 'found'; readonly found: F }
  | { readonly kind: 'unclear'; readonly reason: string };

/** Returns the result of a look-up, or `null` if it fails. */
export const orNothing = async <T>(look: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await look();
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
};

/** Looks a few times until `isDone`, while the step has time. Stops if the log cannot be read. */
export const lookRepeatedly = async <F>(
  look: () => Promise<F>,
  isDone: (found: F) => boolean,
  remaining: () => number,
): Promise<void> => {
  for (const pause of [0, ...PAUSES_MILLISECONDS]) {
    if (remaining() < pause + LEAST_MILLISECONDS) return;
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const seen = await orNothing(async () => ({ found: await look() }));
    if (seen === null || isDone(seen.found)) return;
  }
};

const lookFor = async <F>(find: () => Promise<F | null>, remaining: () => number): Promise<F | null> => {
  let last: F | null = null;
  const isFound = (found: F | null) => {
    last = found;
    return found !== null;
  };
  await lookRepeatedly(find, isFound, remaining);
  return last;
};

/**
 * Sends a message once. If the outcome is unclear, looks for it with `find` while the step has time. It is
 * never an error, because Zapier would run the step again.
 * @throws what `send` throws, except for GatewayErrors of kind `unknown`
 */
export const sendAndLookUp = async <S, F>(
  send: () => Promise<S>,
  find: () => Promise<F | null>,
  remaining: () => number,
): Promise<SendEnd<S, F>> => {
  try {
    return { kind: 'sent', sent: await send() };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'unknown') throw error;
    const found = await lookFor(find, remaining);
    return found === null ? { kind: 'unclear', reason: error.message } : { kind: 'found', found };
  }
};
