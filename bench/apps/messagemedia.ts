import { startSandbox } from '../../sandbox/messagemedia/index.ts';
import type { Subject } from '../subject.ts';

const MESSAGE = { originator: 'Bakery', recipient: '61491570156', body: 'Your cake is ready.' };

/** Measures Sinch MessageMedia with a key for Basic authentication. */
export const messagemedia: Subject = {
  app: 'messagemedia',
  idle: { method: 'creates.check_sms.operation.perform', inputData: MESSAGE },
  sending: { method: 'creates.send_sms.operation.perform', inputData: MESSAGE },
  startGateway: async () => {
    const sandbox = await startSandbox();
    const { key, secret } = sandbox.accounts.basic;
    return {
      env: { MESSAGEMEDIA_API_URL: sandbox.url },
      authData: { api_key: key, api_secret: secret },
      request: {
        url: `${sandbox.url}/v1/messages`,
        headers: { Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` },
        body: {
          messages: [
            {
              content: MESSAGE.body,
              destination_number: `+${MESSAGE.recipient}`,
              source_number: MESSAGE.originator,
              metadata: { reference: 'order-1042' },
            },
          ],
        },
      },
      close: () => sandbox.close(),
    };
  },
};
