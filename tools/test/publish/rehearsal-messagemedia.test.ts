import { startSandbox } from '../../../sandbox/messagemedia/index.ts';
import { push } from '../../publishing/publish.ts';
import { PATIENCE, testZip, useRehearsal } from './support/rehearsal.ts';

const rehearsal = useRehearsal('messagemedia');

// What follows an upload is the same for every app, and rehearsed with the first one.
test(
  'MessageMedia passes the checks of a push, and is uploaded',
  async () => {
    const { platform, endpoint, uploaded } = rehearsal();
    await push(platform);
    expect(endpoint.requests).toContain('POST /check');
    expect(uploaded().state).toBe('private');
  },
  PATIENCE,
);

testZip(rehearsal, ['basic', 'hmac'], async () => {
  const sandbox = await startSandbox({ now: Date.now() });
  const { basic, hmac } = sandbox.accounts;
  const authDataOf = ({ key, secret, method }: typeof basic) => ({
    api_key: key,
    api_secret: secret,
    auth_method: method,
  });
  return {
    env: { MESSAGEMEDIA_API_URL: sandbox.url },
    input: { recipient: '+61491570156', body: 'Hi {{name}}' },
    connections: { basic: authDataOf(basic), hmac: authDataOf(hmac) },
    lastOf: () => {
      const message = basic.ledger.messages.at(-1);
      return message ? { id: message.id, text: message.content } : null;
    },
    close: () => sandbox.close(),
  };
});
