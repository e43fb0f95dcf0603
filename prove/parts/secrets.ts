import { progress } from '../progress.ts';
import { casesOf, subjectsOf } from '../secrets/cases.ts';
import { FATES } from '../secrets/fates.ts';
import { leaksOf } from '../secrets/run.ts';
import { SECRETS } from '../secrets/secrets.ts';
import type { Part } from './part.ts';
import { onStage } from './staged.ts';

export const secrets: Part = {
  name: 'secrets',
  title: 'Secrets',
  run: (options) =>
    onStage(options, async (stage, clock, methods) => {
      const problems: string[] = [];
      const subjects = subjectsOf(stage.proof, methods);
      let runs = 0;
      for (const [index, subject] of subjects.entries()) {
        progress(`${index + 1} of ${subjects.length}: ${subject.method.path} on ${subject.variant}`);
        for (const one of casesOf(subject)) {
          runs += 1;
          const leaks = await leaksOf(stage, clock, one);
          if (leaks.length === 0) continue;
          const { secret, fate } = one;
          problems.push(
            `${subject.method.path} on ${subject.variant} shows a secret ${secret.name}, ${fate.name}`,
          );
        }
      }
      return {
        problems,
        summary: [
          `${runs.toLocaleString('en')} runs: ${methods.length} functions on ${stage.proof.variants.join(' and ')}, ${SECRETS.length} keys and passwords (${SECRETS.map(({ name }) => name).join('; ')}), ${FATES.length} fates (${FATES.map(({ name }) => name).join('; ')}).`,
          `Looked through each time: the result or error, every line of the platform's log, the platform's cache, and what went over the wire outside the Authorization header; for the secret as it is, percent-encoded, as JSON writes it, and in base64. ${problems.length} found.`,
        ],
      };
    }),
};
