/**
 * The known length of a list after a page (from 0), for lists that only say whether there is more. A page may be
 * short even if it is not the last.
 */
export const totalOf = (isLast: boolean, index: number, size: number): number =>
  isLast ? index * size : (index + 1) * size + 1;
