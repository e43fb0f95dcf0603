import { Validator } from '@seriousme/openapi-schema-validator';
import * as v from 'valibot';
import { openApi } from '../src/http/openapi.ts';
import { accountBody, errorBody, healthBody, statusBody, subscribedBody } from '../src/http/schemas.ts';
import { receipt, startWorld, type World } from '../testing/world.ts';

const operation = v.looseObject({ responses: v.record(v.string(), v.looseObject({})) });
const document = v.looseObject({
  openapi: v.literal('3.1.0'),
  paths: v.record(v.string(), v.record(v.string(), operation)),
});

let world: World;
let described: v.InferOutput<typeof document>;

beforeAll(async () => {
  world = await startWorld('sqlite');
  described = v.parse(document, await (await fetch(`${world.relay.url}/openapi.json`)).json());
}, 60_000);
afterAll(() => world.close());

interface Case {
  readonly path: string;
  readonly method?: string;
  readonly status: number;
  /** What stands for the parameters of the path. */
  readonly at?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly schema?: v.GenericSchema;
  readonly type?: string;
}

const key = { Authorization: 'Bearer openapi-key' };

const cases = (): Case[] => {
  const target_url = `${world.receiver.origin}/openapi`;
  const subscribe = (body: object) => JSON.stringify({ event: 'receipt', target_url, ...body });
  const post = { path: '/v1/subscriptions', method: 'post', headers: key } as const;
  return [
    { ...post, status: 201, body: subscribe({}), schema: subscribedBody },
    { ...post, status: 401, headers: {}, body: subscribe({}), schema: errorBody },
    { ...post, status: 403, body: subscribe({ target_url: 'https://example.com' }), schema: errorBody },
    { ...post, status: 413, body: 'x'.repeat(70_000), schema: errorBody },
    { ...post, status: 422, body: '{', schema: errorBody },
    { path: '/v1/subscriptions/{id}', method: 'delete', at: '/v1/subscriptions/none', status: 204 },
    { path: '/v1/account', status: 200, headers: key, schema: accountBody },
    { path: '/v1/account', status: 401, schema: errorBody },
    { path: '/in/{token}', method: 'post', at: `/in/${'a'.repeat(32)}`, status: 404, body: receipt() },
    { path: '/in/{token}/{event}', method: 'post', at: `/in/${'a'.repeat(32)}/click`, status: 404 },
    { path: '/healthz', status: 200, schema: healthBody },
    { path: '/readyz', status: 200, schema: healthBody },
    { path: '/metrics', status: 200, type: 'text/plain' },
    { path: '/status', status: 200, schema: statusBody },
    { path: '/status', status: 401, headers: key, schema: errorBody },
    { path: '/', status: 200, type: 'text/html' },
    { path: '/page.js', status: 200, type: 'text/javascript' },
    { path: '/openapi.json', status: 200, schema: document },
  ];
};

test('serves valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(described)).toMatchObject({ valid: true });
  expect(described.paths).toEqual(JSON.parse(JSON.stringify(openApi('1', 'http://x').paths)));
});

test('answers on every path as described', async () => {
  for (const { path, method = 'get', at = path, status, headers = {}, body, schema, type } of cases()) {
    const response = await fetch(`${world.relay.url}${at}`, {
      method: method.toUpperCase(),
      headers,
      ...(body !== undefined && { body }),
    });
    expect([path, method, response.status]).toEqual([path, method, status]);
    expect(Object.keys(described.paths[path]?.[method]?.responses ?? {})).toContain(String(status));
    const text = await response.text();
    if (type) expect(response.headers.get('content-type')).toContain(type);
    if (schema) expect(v.safeParse(schema, JSON.parse(text)).issues).toBeUndefined();
  }
  expect(new Set(cases().map(({ path }) => path))).toEqual(new Set(Object.keys(described.paths)));
});

test('shows targets without their paths to the admin token', async () => {
  const { output } = await world.command('token');
  const response = await fetch(`${world.relay.url}/status`, {
    headers: { Authorization: `Bearer ${output.trim()}` },
  });
  const body = await response.text();
  expect(v.parse(statusBody, JSON.parse(body)).targets).toMatchObject([
    { target: world.receiver.origin, event: 'receipt', pending: 0 },
  ]);
  expect(body).not.toContain('/openapi');
});
