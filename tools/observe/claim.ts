import type { Look } from './look.ts';

/** The verdict on a claim. */
export type Word = 'confirmed' | 'refuted' | 'unclear' | 'not tried';

/** A verdict and what was seen, or why nothing was. Names fields, types, and counts, never account values. */
export interface Verdict {
  readonly word: Word;
  readonly seen: string;
}

/**
 * The basis of a claim before it is observed: the gateway's documentation states it, clients of the real
 * service show it, sources contradict each other, it follows from something else, or there is no source and
 * the app chose.
 */
export type Certainty = 'documented' | 'seen' | 'contradictory' | 'inferred' | 'unknown';

interface Statement {
  /** Lower-case words with hyphens, starting with the platform. Does not change if the sentence does. */
  readonly id: string;
  readonly says: string;
  /** The source, such as the page of the documentation. */
  readonly source: string;
  readonly sure: Certainty;
  /** What in the app depends on it, or that nothing does. */
  readonly uses: string;
  /** How to check it. */
  readonly how: string;
}

/**
 * A claim about a gateway. `by` is what its check needs: reading, a change (undone), a message, or a
 * delivery.
 */
export type Claim = Statement &
  (
    | {
        readonly by: 'reading' | 'change' | 'send' | 'listen';
        readonly check: (look: Look) => Promise<Verdict>;
      }
    | { readonly by: 'nothing' }
  );

/** The claims under one heading of the document. */
export interface Chapter {
  readonly title: string;
  /** The platforms that the claims apply to, such as `classic`. */
  readonly platforms: readonly string[];
  readonly claims: readonly Claim[];
}

/** A verdict is not possible, for example because a list is empty. */
export class Unclear extends Error {
  override name = 'Unclear';
}

/** The check needs something that the person has not allowed or given. */
export class NotTried extends Error {
  override name = 'NotTried';
}

/** Confirmed if it holds, or else refuted. */
export const judge = (holds: boolean, seen: string): Verdict => ({
  word: holds ? 'confirmed' : 'refuted',
  seen,
});
