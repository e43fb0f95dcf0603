import { InvalidInputError } from '@messaging/errors/invalid-input';
import * as v from 'valibot';
import type { Connection } from '../connection.ts';
import type { ListedContact } from '../contact.ts';
import type { Exchange } from '../exchange.ts';

const done = v.object({ status: v.pipe(v.string(), v.regex(/^ok$/i)) });

/**
 * Adds a person to lists of the account or removes them: `GET /api/contacts/{create|delete}` of the contact service,
 * which authenticates with the hub login instead of a key. Never retried, because the GET changes data.
 * @throws InvalidInputError if the connection has no hub login
 */
export const changeLists = async (
  exchange: Exchange,
  login: Connection['login'],
  change: 'create' | 'delete',
  { mobile, applications, name, reference }: ListedContact,
): Promise<void> => {
  if (!login) {
    throw new InvalidInputError(
      'Contact lists on Classic need your hub login. Fill in Hub Username and Hub Password in your connection.',
    );
  }
  const query = { ...login, msisdn: mobile, applications: applications.join(','), name, reference };
  const path = `/api/contacts/${change}`;
  await exchange({ method: 'GET', path, query, retry: false, withLogin: true, effect: 'changes' }, done);
};
