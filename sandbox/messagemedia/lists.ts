import * as v from 'valibot';
import { invalid, notFound, plainText } from './answers.ts';
import type { Ledger } from './ledger.ts';

/** Opt-outs, sender addresses, and unconfirmed replies and reports. */

const PAGE = 100;
const MOST_NUMBERS = 10;

const numberSchema = v.pipe(v.string(), v.regex(/^\+\d{8,15}$/, 'must be an international number'));
const numbersSchema = v.object({
  numbers: v.pipe(v.array(numberSchema), v.minLength(1), v.maxLength(MOST_NUMBERS)),
});

const BLACKLIST = '/v1/number_authorisation/mt/blacklist';

/** `GET /v1/number_authorisation/mt/blacklist?token=`. */
export const listOptouts = ({ optouts }: Ledger, token = '0'): Response => {
  const start = Number(token) || 0;
  const isMore = optouts.size > start + PAGE;
  return Response.json({
    uri: BLACKLIST,
    numbers: [...optouts].slice(start, start + PAGE),
    pagination: isMore
      ? { page: String(start + PAGE), next_uri: `${BLACKLIST}?token=${start + PAGE}` }
      : { page: String(start) },
  });
};

/** `POST` on the same path. Returns 201, or 200 if all numbers were listed. */
export const addOptouts = ({ optouts }: Ledger, body: unknown): Response => {
  const given = v.safeParse(numbersSchema, body);
  if (!given.success)
    return invalid(...given.issues.map((issue) => `/${v.getDotPath(issue)}: ${issue.message}`));
  const { numbers } = given.output;
  const isKnown = numbers.every((number) => optouts.has(number));
  for (const number of numbers) optouts.add(number);
  return Response.json({ uri: BLACKLIST, numbers }, { status: isKnown ? 200 : 201 });
};

/** `DELETE /v1/number_authorisation/mt/blacklist/{number}`. Responds in plain text. */
export const removeOptout = ({ optouts }: Ledger, number: string): Response =>
  optouts.delete(number) ? plainText(200, 'Number removed from the blacklist') : notFound();

/** `GET /v1/number_authorisation/is_authorised/{n1,n2}`. */
export const isAuthorised = ({ optouts }: Ledger, numbers: string): Response => {
  const asked = numbers.split(',');
  if (!asked.every((number) => v.is(numberSchema, number))) return invalid('must be international numbers');
  return Response.json({
    uri: `/v1/number_authorisation/is_authorised/${numbers}`,
    numbers: asked.map((number) => ({ number, authorised: !optouts.has(number) })),
  });
};

/** `GET /v1/messaging/numbers/sender_address/addresses`. */
export const listSenders = ({ senders }: Ledger, query: Record<string, string>): Response => {
  const size = Number(query.page_size ?? 20);
  const start = Number(query.token ?? 0);
  const end = start + size;
  return Response.json({
    data: senders.slice(start, end),
    pagination: { page_size: size, next_token: senders.length > end ? String(end) : null },
  });
};

type Waiting = 'replies' | 'reports';

const SHAPES = {
  replies: { list: 'replies', ids: 'reply_ids' },
  reports: { list: 'delivery_reports', ids: 'delivery_report_ids' },
} as const;

/** `GET /v1/replies`, `GET /v1/delivery_reports`: the oldest 100 unconfirmed ones. */
export const listUnconfirmed = (ledger: Ledger, kind: Waiting): Response =>
  Response.json({ [SHAPES[kind].list]: ledger[kind].slice(0, PAGE).map(({ body }) => body) });

/** `POST …/confirmed`: removes them from the list. Responds in plain text. */
export const confirm = (ledger: Ledger, kind: Waiting, body: unknown): Response => {
  const given = v.safeParse(v.record(v.string(), v.array(v.string())), body);
  const ids = given.success ? given.output[SHAPES[kind].ids] : undefined;
  if (!ids) return invalid(`/${SHAPES[kind].ids}: must be a list`);
  ledger[kind] = ledger[kind].filter(({ id }) => !ids.includes(id));
  return plainText(202, 'Accepted');
};
