const TABLE: readonly [method: string, path: RegExp, permission: string][] = [
  ['POST', /^\/send\/single$/, 'create:SingleSMS'],
  ['POST', /^\/send\/batch$/, 'create:BatchSMS'],
  ['POST', /^\/send\/template$/, 'create:TemplateSMS'],
  ['POST', /^\/send\/alias$/, 'create:AliasSMS'],
  ['GET', /^\/messages\/history$/, 'read:SingleSMS'],
  ['GET', /^\/messages\/campaigns$/, 'read:BatchSMS'],
  ['GET', /^\/addressbook\/optouts$/, 'read:Optouts'],
  ['POST', /^\/addressbook\/optouts$/, 'create:Optouts'],
  ['DELETE', /^\/addressbook\/optouts\//, 'delete:Optouts'],
  ['POST', /^\/addressbook\/contacts$/, 'create:Contacts'],
  ['GET', /^\/addressbook\/contacts$/, 'read:Contacts'],
  ['DELETE', /^\/addressbook\/contacts\//, 'delete:Contacts'],
  ['POST', /^\/addressbook\/groups$/, 'create:Groups'],
];

/** The permission that a request needs, or `null` if it needs none (`/auth/test`). */
export function permissionFor(method: string, path: string): string | null {
  return TABLE.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? null;
}

/** The 403 as observed in production, where `error` is a string, unlike in other errors. */
export function notPermitted(permission: string) {
  return { error: `API Key is not permitted to perform this action. (${permission})` };
}
