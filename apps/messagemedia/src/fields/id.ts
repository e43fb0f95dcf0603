import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { requireText } from '@messaging/zapier/input';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An id of MessageMedia; it becomes part of a path, where anything else could lead elsewhere.
 * @throws InvalidInputError that names the field, for anything that is none
 */
export const readId = (label: string, value: unknown): string => {
  const id = requireText(label, value).trim();
  if (UUID.test(id)) return id;
  throw new InvalidInputError(
    `${label} ${quoted(id)} is not an ID. IDs look like 5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81. Map the ID that an earlier step gives.`,
  );
};
