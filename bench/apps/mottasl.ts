import { startSandbox } from '../../sandbox/mottasl/index.ts';
import type { Subject } from '../subject.ts';

const RECIPIENT = '966500000001';
const BODY = 'Your order is ready.';

/** Measures Azeer with one text inside the 24-hour window. */
export const mottasl: Subject = {
  app: 'mottasl',
  // Every action makes a request; there is nothing to list for a trigger.
  idle: {
    method: 'triggers.inbound_message.operation.performList',
    inputData: {},
  },
  sending: {
    method: 'creates.send_whatsapp_message.operation.perform',
    inputData: { recipient: RECIPIENT, body: BODY },
  },
  startGateway: async () => {
    const sandbox = await startSandbox();
    sandbox.inbound({ from: RECIPIENT, text: 'Is it ready?' });
    const { key } = sandbox.keys.full;
    return {
      env: { MOTTASL_API_URL: sandbox.url },
      authData: { api_key: key },
      request: {
        url: `${sandbox.url}/message/send`,
        headers: { Authorization: `Bearer ${key}` },
        body: { to: RECIPIENT, type: 'text', text: { body: BODY, preview_url: false } },
      },
      close: () => sandbox.close(),
    };
  },
};
