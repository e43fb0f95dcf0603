import * as v from 'valibot';
import { startZapier, type Zap } from '../../sandbox/zapier/index.ts';
import { speedUp } from './fast-clock.ts';
import { type Job, jobSchema, type Report } from './jobs.ts';

/** The Zapier stand-in in its own process, to measure the app's memory: `node … <bundle> <factor>`. */

const [, , bundlePath = '', factor = '1'] = process.argv;
speedUp(Number(factor));
const bundle: { default: object } = await import(bundlePath);
const zapier = await startZapier(bundle.default);
const zaps = new Map<string, Zap>();

// The platform also prints its log, which would slow this process down.
for (const stream of ['log', 'error'] as const) console[stream] = () => {};

const report = (secrets: readonly string[]): Report => {
  const lines = zapier.logs.splice(0).map((line) => JSON.stringify(line));
  return {
    events: Object.fromEntries([...zaps].map(([trigger, { events }]) => [trigger, events.splice(0)])),
    leaks: lines.filter((line) => secrets.some((secret) => line.includes(secret))).length,
    rss: process.memoryUsage().rss,
  };
};

const carryOut = async (job: Job): Promise<unknown> => {
  if (job.kind === 'run') return zapier.run(job.method, job);
  if (job.kind === 'report') return report(job.secrets);
  const zap = await zapier.switchOn(job.trigger, { authData: job.authData });
  zaps.set(job.trigger, zap);
  return { targetUrl: zap.targetUrl };
};

process.on('message', async (message) => {
  const job = v.parse(jobSchema, message);
  const answer = await carryOut(job).then(
    (result) => ({ result }),
    (error: unknown) => ({
      error:
        error instanceof Error ? { name: error.name, message: error.message } : { name: 'none', message: '' },
    }),
  );
  process.send?.({ id: job.id, ...answer });
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0 });
