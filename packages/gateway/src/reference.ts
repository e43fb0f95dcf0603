import { randomInt } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 12;

/** A reference for a message that was given none, so that it can be found in the gateway's log: `zap-4f0q8z1m6ty2`. */
export const newReference = (): string =>
  `zap-${Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;

/** Whether a reference was made here: no other message can have it. */
export const isOwnReference = (reference: string): boolean => /^zap-[a-z0-9]{12}(?:-\d+)?$/.test(reference);

/** The reference of one row (from 1) of a bulk send: that of the step and `-<row>`. */
export const rowReference = (step: string, row: number): string => `${step}-${row}`;
