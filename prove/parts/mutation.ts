import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import folders from '../mutation/folders.json' with { type: 'json' };
import { forgetSurvivors, percent, readScore, type Score } from '../mutation/score.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LEAST_SCORE = 85;

const runStryker = (folder: string): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const program = spawn(
      process.execPath,
      ['node_modules/.bin/stryker', 'run', 'prove/mutation/stryker.config.mjs'],
      { cwd: root, env: { ...process.env, MUTATED_FOLDER: folder }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    program.stdout.on('data', (chunk: Buffer) => {
      const line = /Mutation testing .*/.exec(chunk.toString())?.[0];
      if (line) progress(`src/${folder}: ${line}`);
    });
    program.on('error', reject);
    program.on('close', resolve);
  });

const lineFor = (name: string, { all, dead }: Pick<Score, 'all' | 'dead'>): string =>
  `| ${name} | ${all} | ${dead} | ${percent({ all, dead }).toFixed(1)} % |`;

export const mutation: Part = {
  name: 'mutation',
  title: 'Mutation testing',
  run: async () => {
    const lines: string[] = [];
    const problems: string[] = [];
    const sum = { all: 0, dead: 0 };
    for (const folder of Object.keys(folders)) {
      const file = `${root}build/mutation/${folder}.json`;
      rmSync(file, { force: true });
      forgetSurvivors(`${root}build/mutation/${folder}.seen.json`);
      await runStryker(folder);
      if (!existsSync(file)) {
        problems.push(
          `src/${folder} could not be mutated: npm run prove -- mutation needs its tests to pass first`,
        );
        continue;
      }
      const score = readScore(file);
      sum.all += score.all;
      sum.dead += score.dead;
      lines.push(lineFor(`\`src/${folder}\``, score));
      if (percent(score) < LEAST_SCORE) {
        problems.push(`src/${folder}: fewer than ${LEAST_SCORE} % of the mutants died`, ...score.survivors);
      }
    }
    const head = ['| folder | mutants | died | score |', '|---|---|---|---|'];
    return { summary: [...head, ...lines, lineFor('all', sum)], problems };
  },
};
