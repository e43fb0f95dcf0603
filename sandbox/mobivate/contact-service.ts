import { Hono } from 'hono';
import * as v from 'valibot';
import { check, filled } from '../checks.ts';
import { msisdn } from './checks.ts';
import { answer as classicAnswer } from './classic/answer.ts';
import type { PlatformEnv } from './env.ts';
import { classicError } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { optOut } from './optouts.ts';
import type { World } from './world.ts';

const asked = v.object({
  msisdn,
  applications: filled,
  name: v.optional(v.string()),
  reference: v.optional(v.string()),
});

type Asked = v.InferOutput<typeof asked>;

function add(
  world: World,
  ledger: Ledger,
  { msisdn: number, name, reference }: Asked,
  application: string,
): void {
  if (application.startsWith('optouts:')) optOut(world, ledger, number, 'API');
  else
    ledger.listEntries.push({
      application,
      msisdn: number,
      name: name ?? null,
      reference: reference ?? null,
    });
}

function remove(ledger: Ledger, number: string, application: string): void {
  if (application.startsWith('optouts:')) ledger.optouts.delete(number);
  const { listEntries } = ledger;
  const kept = listEntries.filter((entry) => entry.application !== application || entry.msisdn !== number);
  listEntries.splice(0, listEntries.length, ...kept);
}

function answer(world: World, action: 'create' | 'delete', query: Record<string, string>) {
  const account = world.accounts.byLogin(query.username ?? '', query.password ?? '');
  if (account?.platform !== 'classic') return classicError(401, 'Not Authenticated');
  const { value: given, problem } = check(asked, query);
  if (!given) return classicError(400, problem);
  const applications = given.applications.split(',').map((application) => application.trim());
  for (const application of applications) {
    if (action === 'create') add(world, account.ledger, given, application);
    else remove(account.ledger, given.msisdn, application);
  }
  return { status: 'ok', ...Object.fromEntries(applications.map((application) => [application, 'ok'])) };
}

/** The contact service (`tasks-wave.mobivate.com`), called with GET and the login in the query. */
export function contactService(world: World): Hono<PlatformEnv> {
  const app = new Hono<PlatformEnv>();
  app.get('/api/contacts/create', (c) => classicAnswer(answer(world, 'create', c.env.request.query)));
  app.get('/api/contacts/delete', (c) => classicAnswer(answer(world, 'delete', c.env.request.query)));
  app.notFound(() => classicAnswer(classicError(404)));
  return app;
}
