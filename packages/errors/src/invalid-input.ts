/**
 * An input that cannot be used, found before anything was sent. The message is one sentence for the person
 * who built the Zap: which field, which value, what to do.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/** The sentence by which `read` refuses, `null` where it does not; for what reports refusals instead of failing. */
export const problemOf = (read: () => unknown): string | null => {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
};

/** A value as it may stand in a sentence: in quotes, on one line, and cut where it would drown the sentence. */
export const quoted = (value: string): string => {
  const line = value.replace(/\s+/g, ' ').trim();
  const points = [...line];
  return `"${points.length > 60 ? `${points.slice(0, 60).join('')}…` : line}"`;
};
