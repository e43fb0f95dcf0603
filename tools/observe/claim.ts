import type { Look } from './look.ts';

/** What a look at the gateway says of a claim. */
export type Word = 'confirmed' | 'refuted' | 'unclear' | 'not tried';

/** A word with what was seen, or why nothing was; it names fields, types and counts, never a value of the account. */
export interface Verdict {
  readonly word: Word;
  readonly seen: string;
}

/**
 * How sure a claim is before anybody looked: the gateway's own documents say it, clients that talk to the real service
 * show it, sources contradict each other, it follows from something else, or nothing says so and the app chose.
 */
export type Certainty = 'documented' | 'seen' | 'contradictory' | 'inferred' | 'unknown';

interface Statement {
  /** Lower-case words with hyphens, the platform first: it stays the same when the sentence changes. */
  readonly id: string;
  readonly says: string;
  /** Where it comes from, such as the page of the documents. */
  readonly source: string;
  readonly sure: Certainty;
  /** What in the app depends on it, or that nothing does. */
  readonly uses: string;
  /** How to see it. */
  readonly how: string;
}

/** A claim about a gateway. What it takes to see it: reading alone, a change that is taken back, a message, a delivery. */
export type Claim = Statement &
  (
    | {
        readonly by: 'reading' | 'change' | 'send' | 'listen';
        readonly check: (look: Look) => Promise<Verdict>;
      }
    | { readonly by: 'nothing' }
  );

/** Claims under one heading of the document. */
export interface Chapter {
  readonly title: string;
  /** The platforms that the claims are about, such as `classic`. */
  readonly platforms: readonly string[];
  readonly claims: readonly Claim[];
}

/** Something is in the way of a verdict, such as an empty list. */
export class Unclear extends Error {
  override name = 'Unclear';
}

/** Something that the person has not allowed or given is needed. */
export class NotTried extends Error {
  override name = 'NotTried';
}

/** Confirmed where it holds, refuted where it does not. */
export const judge = (holds: boolean, seen: string): Verdict => ({
  word: holds ? 'confirmed' : 'refuted',
  seen,
});
