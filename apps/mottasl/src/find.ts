import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readLine } from '@messaging/zapier/input';
import type { Listed } from './api/client.ts';

interface Wanted {
  readonly name: unknown;
  readonly id: unknown;
  readonly plural: string;
}

const MOST = 20;

const same = (one: string | null, other: string | undefined): boolean =>
  other !== undefined && one?.trim().toLowerCase() === other.toLowerCase();

/**
 * Finds records by ID or name, in any case, exact names first.
 * @throws InvalidInputError if both are blank, or if nothing is found in a partial list
 */
export const findIn = <T extends { readonly id: string; readonly name: string }>(
  { records, isPartial }: Listed<T>,
  { name: givenName, id: givenId, plural }: Wanted,
  idsOf: (record: T) => readonly (string | null)[] = ({ id }) => [id],
): T[] => {
  const [name, id] = [readLine(givenName), readLine(givenId)];
  if (name === undefined && id === undefined) {
    throw new InvalidInputError('Name and ID are both blank. Fill in one of them.');
  }
  const found = records.filter(
    (record) =>
      (id === undefined || idsOf(record).some((own) => same(own, id))) &&
      (name === undefined || record.name.toLowerCase().includes(name.toLowerCase())),
  );
  if (found.length === 0 && isPartial) {
    throw new InvalidInputError(
      `No match among the first ${records.length} ${plural}, and Azeer doesn't list the rest. Enter the ID in the step that needs it.`,
    );
  }
  const isExact = (record: T) => Number(same(record.name, name));
  return found.toSorted((one, other) => isExact(other) - isExact(one)).slice(0, MOST);
};
