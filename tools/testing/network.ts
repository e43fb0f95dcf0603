import { finishRequest } from '@messaging/zapier/request';
import zapier, { defineApp, type ZObject } from 'zapier-platform-core';
import { startZapier } from '../../sandbox/zapier/index.ts';

/** Runs `work` inside a step of an otherwise empty app, on the platform's own handler. */
export const withinStep = async <R>(work: (z: ZObject) => Promise<R>): Promise<R> => {
  const results: R[] = [];
  const perform = async (z: ZObject) => {
    results.push(await work(z));
    return {};
  };
  const platform = await startZapier(
    defineApp({
      version: '1.0.0',
      platformVersion: zapier.version,
      flags: { skipHttpPatch: true },
      beforeRequest: [finishRequest],
      creates: {
        work: {
          key: 'work',
          noun: 'Work',
          display: { label: 'Do Work', description: 'Does what a test wants.' },
          operation: { perform, sample: {} },
        },
      },
    }),
  );
  try {
    await platform.run('creates.work.operation.perform');
  } finally {
    await platform.close();
  }
  const [result] = results;
  if (result === undefined) throw new Error('the work returned nothing');
  return result;
};
