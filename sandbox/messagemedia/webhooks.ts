import * as v from 'valibot';
import { conflict, invalid, notFound } from './answers.ts';
import type { Ledger, Webhook } from './ledger.ts';
import type { World } from './world.ts';

const EVENTS = [
  'RECEIVED_SMS',
  'OPT_OUT_SMS',
  'RECEIVED_MMS',
  'ENROUTE_DR',
  'SUBMITTED_DR',
  'DELIVERED_DR',
  'EXPIRED_DR',
  'REJECTED_DR',
  'FAILED_DR',
] as const;

const headers = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(1000))),
  v.check(
    (given) => !Object.keys(given).some((name) => name.toLowerCase() === 'content-type'),
    'Content-Type is set by the encoding',
  ),
);

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const changeable = {
  url: v.pipe(v.string(), v.regex(/^https?:\/\//, 'must be an http or https URL'), v.maxLength(1000)),
  method: v.picklist(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
  encoding: v.picklist(['JSON', 'FORM_ENCODED', 'XML']),
  events: v.pipe(v.array(v.picklist(EVENTS)), v.minLength(1)),
};

const newHook = v.strictObject({
  ...changeable,
  headers: v.optional(headers, {}),
  template: v.optional(v.string()),
  read_timeout: v.optional(whole(1, 60_000), 20_000),
  retries: v.optional(whole(0, 5), 0),
  retry_delay: v.optional(whole(5, 60), 5),
});

const change = v.pipe(
  v.partial(v.strictObject({ ...changeable, headers, template: v.string() })),
  v.check((given) => Object.keys(given).length > 0, 'at least one field'),
);

const problemsOf = (issues: readonly v.BaseIssue<unknown>[]): Response =>
  invalid(...issues.map((issue) => `/${v.getDotPath(issue) ?? ''}: ${issue.message}`));

/** `POST /v1/webhooks/messages`. Each URL and method can be registered once. */
export const createHook = (world: World, ledger: Ledger, body: unknown): Response => {
  const given = v.safeParse(newHook, body);
  if (!given.success) return problemsOf(given.issues);
  const { url, method } = given.output;
  if (ledger.webhooks.some((hook) => hook.url === url && hook.method === method)) {
    return conflict('A webhook with the same url and method already exists');
  }
  const hook: Webhook = {
    ...given.output,
    id: world.random.uuid(),
    template: given.output.template ?? null,
  };
  ledger.webhooks.push(hook);
  return Response.json(hook, { status: 201 });
};

/** `GET /v1/webhooks/messages?page=0&page_size=20`. */
export const listHooks = (ledger: Ledger, query: Record<string, string>): Response => {
  const page = Number(query.page ?? 0);
  const pageSize = Number(query.page_size ?? 20);
  return Response.json({
    page,
    pageSize,
    pageData: ledger.webhooks.slice(page * pageSize, (page + 1) * pageSize),
  });
};

/** `PATCH /v1/webhooks/messages/{id}`. */
export const changeHook = (ledger: Ledger, id: string, body: unknown): Response => {
  const hook = ledger.webhooks.find((each) => each.id === id);
  if (!hook) return notFound();
  const given = v.safeParse(change, body);
  return given.success ? Response.json(Object.assign(hook, given.output)) : problemsOf(given.issues);
};

/** `DELETE /v1/webhooks/messages/{id}`. */
export const deleteHook = (ledger: Ledger, id: string): Response => {
  const index = ledger.webhooks.findIndex((each) => each.id === id);
  if (index < 0) return notFound();
  ledger.webhooks.splice(index, 1);
  return new Response(null, { status: 204 });
};
