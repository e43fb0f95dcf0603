import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { accountBody, errorBody, healthBody, statusBody, subscribeBody, subscribedBody } from './schemas.ts';

const schemaOf = (schema: GenericSchema) => {
  const { $schema, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
  return rest;
};

const json = (description: string, schema: GenericSchema) => ({
  description,
  content: { 'application/json': { schema: schemaOf(schema) } },
});

const error = (description: string) => json(description, errorBody);

const storeDown = error('The store is down or full. Nothing was done. Try again.');

const ingest = (summary: string, parameters: readonly object[]) => ({
  post: {
    summary,
    description:
      'Any content type. The body is passed on as it came. The same receipt or inbound message within 24 hours counts once.',
    parameters,
    requestBody: { required: false, content: { '*/*': { schema: {} } } },
    responses: {
      200: { description: 'The event is on disk, with everybody it goes to.' },
      404: { description: 'Unknown token.' },
      405: { description: 'Only POST.' },
      408: { description: 'The request did not arrive within 14 seconds.' },
      413: { description: 'The body is larger than 1 MB.' },
      503: { description: 'The store is down or full. Post it again.' },
    },
  },
});

const token = { name: 'token', in: 'path', required: true, schema: { type: 'string' } };
const event = {
  name: 'event',
  in: 'path',
  required: true,
  schema: { type: 'string', enum: ['receipt', 'incoming', 'click'] },
};

const key = [{ gatewayKey: [] }];

/** The API description at `/openapi.json`. The bodies come from the schemas that check requests. */
export const openApi = (version: string, url: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Relay',
    version,
    description:
      'Fan-out for gateways with a single webhook: keeps every event until each subscriber has it.',
  },
  servers: [{ url }],
  paths: {
    '/v1/subscriptions': {
      post: {
        operationId: 'subscribe',
        summary: 'Subscribe a target to an event; the same subscription again where it exists',
        security: key,
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(subscribeBody) } } },
        responses: {
          201: json('The subscription.', subscribedBody),
          401: error('The key is missing, or Mobivate does not accept it.'),
          403: error('The target is not allowed.'),
          413: error('The body is larger than 64 KB.'),
          422: error('The body is unreadable, or the platform has no such event.'),
          429: error('Too many keys to check at once.'),
          502: error('Mobivate could not be reached, or failed.'),
          503: storeDown,
        },
      },
    },
    '/v1/subscriptions/{id}': {
      delete: {
        operationId: 'unsubscribe',
        summary: 'End a subscription; knowing its id is the right to do so',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'It is ended, or was no subscription.' }, 503: storeDown },
      },
    },
    '/v1/account': {
      get: {
        operationId: 'account',
        summary: 'The account of a key',
        security: key,
        parameters: [
          {
            name: 'domain',
            in: 'query',
            required: false,
            description: "API Host of the connection, where it is not one of Mobivate's own.",
            schema: { type: 'string' },
          },
        ],
        responses: {
          200: json('The account.', accountBody),
          401: error('No subscription was made with this key.'),
          503: storeDown,
        },
      },
    },
    '/in/{token}': ingest('Post a receipt', [token]),
    '/in/{token}/{event}': ingest('Post an event', [token, event]),
    '/healthz': { get: { summary: 'The process runs', responses: { 200: json('Yes.', healthBody) } } },
    '/readyz': {
      get: {
        summary: 'The store can be written to',
        responses: { 200: json('Yes.', healthBody), 503: json('No.', healthBody) },
      },
    },
    '/metrics': {
      get: {
        summary: 'Metrics for Prometheus',
        responses: {
          200: { description: 'Metrics.', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
    },
    '/status': {
      get: {
        summary: 'What the status page shows',
        description: 'With the admin token as bearer, targets as well.',
        security: [{}, { adminToken: [] }],
        responses: { 200: json('Counts.', statusBody), 401: error('Not the admin token.'), 503: storeDown },
      },
    },
    '/': {
      get: {
        summary: 'The status page',
        responses: {
          200: { description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } },
        },
      },
    },
    '/page.js': {
      get: {
        summary: "The status page's script",
        responses: {
          200: { description: 'A script.', content: { 'text/javascript': { schema: { type: 'string' } } } },
        },
      },
    },
    '/openapi.json': {
      get: {
        summary: 'This description',
        responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: {} } } } },
      },
    },
  },
  components: {
    securitySchemes: {
      gatewayKey: { type: 'http', scheme: 'bearer', description: 'The API key of the Mobivate account.' },
      adminToken: { type: 'http', scheme: 'bearer', description: 'Printed by `npm run relay -- token`.' },
    },
  },
});
