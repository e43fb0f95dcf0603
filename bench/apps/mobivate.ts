import { startSandbox } from '../../sandbox/mobivate/index.ts';
import type { Subject } from '../subject.ts';
import { atVolume } from './mobivate-volume.ts';

const MESSAGE = { originator: 'Bakery', recipient: '447700900123', body: 'Your cake is ready.' };

/** Measures Mobivate on Classic. */
export const mobivate: Subject = {
  app: 'mobivate',
  idle: { method: 'creates.check_sms.operation.perform', inputData: MESSAGE },
  sending: { method: 'creates.send_sms.operation.perform', inputData: MESSAGE },
  startGateway: async () => {
    const sandbox = await startSandbox();
    const { key } = sandbox.accounts.classic;
    return {
      env: { MOBIVATE_API_URL: sandbox.url },
      authData: { api_key: key },
      request: {
        url: `${sandbox.url}/send/single`,
        headers: { Authorization: `Bearer ${key}` },
        body: { ...MESSAGE, routeId: 'mglobal' },
      },
      close: () => sandbox.close(),
    };
  },
  atVolume,
};
