import { readRoute, toHash } from '../page/route.ts';

test('a link keeps texts, lists, rows and pairs', () => {
  const route = {
    app: 'mobivate',
    kind: 'creates',
    key: 'send_bulk_sms',
    connection: 'vortex',
    values: {
      body: 'Hi {{name}}, 50 % & more?',
      recipients: ['+447700900123', '+447700900124'],
      messages: [{ recipient: '+447700900125', body: '#1' }],
      variables: { name: 'Bo' },
    },
  } as const;
  expect(readRoute(toHash(route))).toEqual(route);
});

test('a link leaves out what is empty', () => {
  const hash = toHash({
    app: 'mobivate',
    kind: 'creates',
    key: 'send_sms',
    values: { body: '', recipients: [] },
  });
  expect(hash).toBe('#/mobivate/creates/send_sms');
});

test('an address of nothing known opens nothing', () => {
  expect(readRoute('#/mobivate/wishes/send_sms?body=Hello')).toEqual({ app: 'mobivate' });
  expect(readRoute('')).toEqual({});
});
