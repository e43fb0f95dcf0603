import { readScope } from '../../src/api/claims.ts';

const token = (claims: unknown, signature = 'c2ln'): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;

test.each([
  [{ scope: 'read' }, 'read'],
  [{ scope: 'read_only' }, 'read'],
  [{ scope: 'Read only' }, 'read'],
  [{ scope: 'r' }, 'read'],
  [{ scope: 'ro' }, 'read'],
  [{ scope: 'read_write' }, 'read_write'],
  [{ scope: 'readwrite' }, 'read_write'],
  [{ scope: 'rw' }, 'read_write'],
  [{ scope: 'Read and write' }, 'read_write'],
  [{ scope: 'full' }, 'read_write'],
  [{ scopes: ['read', 'write'] }, 'read_write'],
  [{ scopes: ['read'] }, 'read'],
  [{ permissions: { read: true, write: false } }, 'read'],
  [{ permissions: { read: true, write: true } }, 'read_write'],
  [{ access: 'write' }, 'read_write'],
  [{ data: { scope: 'read' } }, 'read'],
  [{ kind: 'Read only' }, 'read'],
  [{ read_only: true }, 'read'],
  [{ read_only: false }, null],
  [{ kind: 'read-write', scope: 'owner' }, 'read_write'],
  [{ business_id: 'reading-room' }, null],
  [{ scope: 'owner' }, null],
  [{}, null],
  ['text', null],
])('reads the scope of the claims %j as %j', (claims, scope) => {
  expect(readScope(token(claims))).toBe(scope);
});

test.each(['azeer-key', 'a.b', 'a.b.c', 'a.bm90IGpzb24.c'])('reads no scope from the key %j', (key) => {
  expect(readScope(key)).toBeNull();
});
