import { GatewayError } from '@messaging/errors/gateway-error';

/** What a send leaves of a step's time, in milliseconds, to look for the message in the log if its end is unclear. */
export const LOOK_UP_MILLISECONDS = 8_000;

/** A gateway may log a message a little after it took it, so an absent one is looked for again after this pause. */
const SECOND_LOOK_MILLISECONDS = 2_000;

/** No look is begun with less time than this. */
const LEAST_MILLISECONDS = 1_000;

/** How the sending of one message ended. `found`: the answer was lost, but the message stands in the log. */
export type SendEnd<S, F> =
  | { readonly kind: 'sent'; readonly sent: S }
  | { readonly kind: 'found'; readonly found: F }
  | { readonly kind: 'unclear'; readonly reason: string };

/** What a look-up gives; `null` where the gateway does not answer it, because it can then tell nothing. */
export const orNothing = async <T>(look: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await look();
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
};

const lookTwice = async <F>(find: () => Promise<F | null>, remaining: () => number): Promise<F | null> => {
  if (remaining() < LEAST_MILLISECONDS) return null;
  const found = await find();
  if (found !== null || remaining() < SECOND_LOOK_MILLISECONDS + LEAST_MILLISECONDS) return found;
  await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MILLISECONDS));
  return find();
};

/**
 * Sends one message, once. Where the end is unclear, looks for it with `find` while the step has time; an error would
 * make Zapier run the step again, so it is a result even then.
 * @throws whatever `send` throws, unless it is a GatewayError of kind `unknown`
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
    const found = await orNothing(() => lookTwice(find, remaining));
    return found === null ? { kind: 'unclear', reason: error.message } : { kind: 'found', found };
  }
};
