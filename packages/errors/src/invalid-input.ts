/**
 * An input is invalid. Thrown before any request is made. The message tells the person who built the Zap
 * which field and value are wrong, and how to fix them.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/** The message of the InvalidInputError that `read` throws, or `null`. Other errors pass through. */
export const problemOf = (read: () => unknown): string | null => {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
};

/** Quotes a value for an error message: on one line, cut after 60 characters. */
export const quoted = (value: string): string => {
  const line = value.replace(/\s+/g, ' ').trim();
  const points = [...line];
  return `"${points.length > 60 ? `${points.slice(0, 60).join('')}…` : line}"`;
};
