import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { appFolders, type MutatedFolder, packageFolders } from '../mutation/folders.ts';
import { forgetSurvivors, percent, readScore, type Score } from '../mutation/score.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LEAST_SCORE = 85;

const reportFor = (folder: string): string => `build/mutation/${folder.replaceAll('/', '-')}`;

const runStryker = ({ folder, tests }: MutatedFolder): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const program = spawn(
      process.execPath,
      ['node_modules/.bin/stryker', 'run', 'prove/mutation/stryker.config.mjs'],
      {
        cwd: root,
        env: {
          ...process.env,
          MUTATED_FOLDER: folder,
          MUTATION_REPORT: reportFor(folder),
          MUTATION_TESTS: JSON.stringify(tests),
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    program.stdout.on('data', (chunk: Buffer) => {
      const line = /Mutation testing .*/.exec(chunk.toString())?.[0];
      if (line) progress(`${folder}: ${line}`);
    });
    program.on('error', reject);
    program.on('close', resolve);
  });

const lineFor = (name: string, { all, dead }: Pick<Score, 'all' | 'dead'>): string =>
  `| ${name} | ${all} | ${dead} | ${percent({ all, dead }).toFixed(1)} % |`;

export const mutation: Part = {
  name: 'mutation',
  title: 'Mutation testing',
  run: async ({ proof }) => {
    const lines: string[] = [];
    const problems: string[] = [];
    const sum = { all: 0, dead: 0 };
    const shared = proof.app === 'mobivate' ? packageFolders() : [];
    for (const mutated of [...shared, ...appFolders(proof.app)]) {
      const { folder } = mutated;
      const file = `${root}${reportFor(folder)}.json`;
      rmSync(file, { force: true });
      forgetSurvivors(`${root}${reportFor(folder)}.seen.json`);
      await runStryker(mutated);
      if (!existsSync(file)) {
        problems.push(`Could not mutate ${folder}. Its tests must pass before: npm run prove -- mutation`);
        continue;
      }
      const score = readScore(file);
      sum.all += score.all;
      sum.dead += score.dead;
      lines.push(lineFor(`\`${folder}\``, score));
      if (percent(score) < LEAST_SCORE) {
        problems.push(
          `${folder}: fewer than ${LEAST_SCORE} % of the mutants were killed`,
          ...score.survivors,
        );
      }
    }
    const head = ['| folder | mutants | killed | score |', '|---|---|---|---|'];
    return {
      summary: [
        `${sum.dead.toLocaleString('en')} of ${sum.all.toLocaleString('en')} mutants were killed (${percent(sum).toFixed(1)} %).`,
      ],
      details: [...head, ...lines, lineFor('all', sum)],
      problems,
    };
  },
};
