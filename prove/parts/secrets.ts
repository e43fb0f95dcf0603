import { progress } from '../progress.ts';
import { casesOf, subjectsOf } from '../secrets/cases.ts';
import { RESPONSES } from '../secrets/responses.ts';
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
          const { secret, response } = one;
          problems.push(
            `${subject.method.path} on ${subject.variant} leaks a secret ${secret.name}, ${response.name}`,
          );
        }
      }
      return {
        problems,
        summary: [
          `${runs.toLocaleString('en')} runs: ${methods.length} methods on ${stage.proof.variants.join(' and ')}, ${SECRETS.length} keys and passwords (${SECRETS.map(({ name }) => name).join('; ')}), ${RESPONSES.length} responses (${RESPONSES.map(({ name }) => name).join('; ')}).`,
          `Checked in each run: the result or error, the platform's log and cache, and all requests except the Authorization header, for the secret in plain text, percent-encoded, in JSON, and in base64. ${problems.length} leaks.`,
        ],
      };
    }),
};
