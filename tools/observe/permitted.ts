import { NotTried } from './claim.ts';
import type { Answer } from './network.ts';
import { at, shown } from './values.ts';

/** Returns the response, unless the key or the account lacks permission. @throws NotTried */
export const permitted = (answer: Answer): Answer => {
  if (answer.status !== 403) return answer;
  const message = at(answer.json, 'message') ?? at(answer.json, 'error');
  throw new NotTried(`the key may not: ${typeof message === 'string' ? message : shown(answer)}`);
};
