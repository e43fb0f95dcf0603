import { call, withSandbox } from './support.ts';

test('is driven over HTTP: clock, switches, faults, contacts, messages and events', () =>
  withSandbox(async (sandbox) => {
    const control = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(sandbox.controlUrl + path, {
        method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json' },
        }),
      });
      return { status: response.status, json: await response.json() };
    };
    expect((await control('GET', '')).json).toMatchObject({
      keys: [{ name: 'full' }, { name: 'readOnly', scope: 'read' }, { name: 'opaque' }],
      settings: { errors: 'message' },
    });
    await control('POST', '/settings', { errors: 'error' });
    await control('POST', '/faults', { kind: 'status', status: 503, path: '/v1/agent' });
    expect((await call(sandbox, 'GET', '/agent')).status).toBe(503);
    await control('POST', '/faults', { kind: 'status', status: 402, path: '/v1/agent' });
    expect(await call(sandbox, 'GET', '/agent')).toMatchObject({
      status: 402,
      json: { error: 'Payment required' },
    });
    expect((await control('POST', '/contacts', { platformId: '966500000002', name: 'Omar' })).status).toBe(
      200,
    );
    expect((await control('POST', '/inbound', { from: '966500000001', text: 'Hello' })).status).toBe(200);
    expect((await control('POST', '/events', { event: 'billing_alert', payload: {} })).json).toEqual({
      ok: true,
    });
    expect(sandbox.business.contacts).toHaveLength(2);
    expect((await control('GET', '/nothing')).status).toBe(404);
  }));
