import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import folders from '../mutation/folders.json' with { type: 'json' };
import { readScore } from '../mutation/score.ts';
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

export const mutation: Part = {
  name: 'mutation',
  title: 'Mutation testing',
  run: async () => {
    const summary = ['| folder | mutants | died | score |', '|---|---|---|---|'];
    const problems: string[] = [];
    for (const folder of Object.keys(folders)) {
      const file = `${root}build/mutation/${folder}.json`;
      rmSync(file, { force: true });
      await runStryker(folder);
      const { dead, all, score, survivors } = readScore(file);
      summary.push(`| \`src/${folder}\` | ${all} | ${dead} | ${score.toFixed(1)} % |`);
      if (score < LEAST_SCORE) {
        problems.push(`src/${folder} has ${score.toFixed(1)} %, less than ${LEAST_SCORE} %`, ...survivors);
      }
    }
    return { summary, problems };
  },
};
