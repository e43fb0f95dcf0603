/**
 * The length of a list as far as a page (from 0) tells, for lists that say only whether more follows: a page that is not
 * the last may be shorter than was asked for.
 */
export const totalOf = (isLast: boolean, index: number, size: number): number =>
  isLast ? index * size : (index + 1) * size + 1;
