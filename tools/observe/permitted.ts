import { NotTried } from './claim.ts';
import type { Answer } from './network.ts';
import { at, shown } from './values.ts';

/** Goes on with an answer unless the key or the account may not. @throws NotTried */
export const permitted = (answer: Answer): Answer => {
  if (answer.status !== 403) return answer;
  const message = at(answer.json, 'message') ?? at(answer.json, 'error');
  throw new NotTried(`the key may not: ${typeof message === 'string' ? message : shown(answer)}`);
};
