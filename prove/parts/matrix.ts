import { runCell, type Verdict } from '../matrix/cell.ts';
import { linesOf, withoutExample } from '../matrix/cells.ts';
import { LEGEND, type TableLine, tableOf } from '../matrix/table.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';
import { onStage } from './staged.ts';

const summaryOf = (lines: readonly TableLine[], functions: number): string[] => {
  const verdicts = lines.flatMap((line) => line.verdicts);
  const requests = verdicts.reduce((sum, verdict) => sum + verdict.requests, 0);
  const longest = Math.max(...verdicts.map(({ milliseconds }) => milliseconds));
  const bad = verdicts.filter(({ problems }) => problems.length > 0).length;
  return [
    `${verdicts.length.toLocaleString('en')} cells: ${functions} functions, ${lines.length} lines, every fault of the sandbox; ${bad} wrong.`,
    `${requests.toLocaleString('en')} requests. The longest step took ${(longest / 1000).toFixed(1)} s on the simulated clock.`,
  ];
};

export const matrix: Part = {
  name: 'matrix',
  title: 'Fault matrix',
  run: (options) =>
    onStage(options, async (stage, clock, methods) => {
      const lines: TableLine[] = [];
      const planned = linesOf(stage.proof, methods);
      for (const [index, { title, cells }] of planned.entries()) {
        const verdicts: Verdict[] = [];
        for (const cell of cells) {
          progress(`${index + 1} of ${planned.length}: ${title}, ${cell.fault.name}`);
          verdicts.push(await runCell(stage, clock, cell));
        }
        lines.push({ title, verdicts });
      }
      const problems = lines.flatMap(({ title, verdicts }) =>
        verdicts.flatMap(({ cell, problems: found }) =>
          found.map((problem) => `${title}, ${cell.fault.name}: ${problem}`),
        ),
      );
      const missing = withoutExample(stage.proof, methods).map((path) => `${path} has no example`);
      return {
        summary: summaryOf(lines, methods.length),
        details: [`${LEGEND}.`, '', ...tableOf(lines)],
        problems: [...missing, ...problems],
      };
    }),
};
