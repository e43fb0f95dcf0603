import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { requireText } from '@messaging/zapier/input';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads an ID. It becomes part of a path, so nothing else is allowed.
 * @throws InvalidInputError if it is not an ID
 */
export const readId = (label: string, value: unknown): string => {
  const id = requireText(label, value).trim();
  if (UUID.test(id)) return id;
  throw new InvalidInputError(
    `${label} ${quoted(id)} is not an ID, such as 5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81. Map the ID from an earlier step.`,
  );
};
