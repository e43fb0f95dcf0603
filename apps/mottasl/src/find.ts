import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readLine } from '@messaging/zapier/input';
import type { Listed } from './api/client.ts';

/** What a search is given, and how its records are called. */
interface Wanted {
  readonly name: unknown;
  readonly id: unknown;
  /** Such as `templates`. */
  readonly plural: string;
}

/** Only the first one is used in a Zap. */
const MOST = 20;

const same = (one: string | null, other: string | undefined): boolean =>
  other !== undefined && one?.trim().toLowerCase() === other.toLowerCase();

/**
 * The records with an id or a name, those of exactly that name first; case makes no difference.
 * @throws InvalidInputError where neither is given, and where nothing is found in a list that is not whole
 */
export const findIn = <T extends { readonly id: string; readonly name: string }>(
  { records, isPartial }: Listed<T>,
  { name: givenName, id: givenId, plural }: Wanted,
  idsOf: (record: T) => readonly (string | null)[] = ({ id }) => [id],
): T[] => {
  const [name, id] = [readLine(givenName), readLine(givenId)];
  if (name === undefined && id === undefined) {
    throw new InvalidInputError('Name and ID are both empty. Fill in one of them.');
  }
  const found = records.filter(
    (record) =>
      (id === undefined || idsOf(record).some((own) => same(own, id))) &&
      (name === undefined || record.name.toLowerCase().includes(name.toLowerCase())),
  );
  if (found.length === 0 && isPartial) {
    throw new InvalidInputError(
      `It is not among the first ${records.length} ${plural}, and Azeer gives no way to list the others. Enter the ID in the step that needs it.`,
    );
  }
  const isExact = (record: T) => Number(same(record.name, name));
  return found.toSorted((one, other) => isExact(other) - isExact(one)).slice(0, MOST);
};
