import { useDrivenClock } from '../../tools/testing/clock.ts';
import { runCell } from '../matrix/cell.ts';
import { linesOf, sampleOf, withoutExample } from '../matrix/cells.ts';
import { discover, useStage } from './discovery.ts';

const methods = await discover();
const clock = useDrivenClock();
const stage = useStage();

test('every operation has an example for the matrix', () => {
  expect(withoutExample(methods)).toEqual([]);
});

test.each(sampleOf(linesOf(methods)))('whatever goes wrong, $title ends as it must', async ({ cells }) => {
  const problems: string[] = [];
  for (const cell of cells) {
    const verdict = await runCell(stage(), { tick: clock.advance }, cell);
    problems.push(...verdict.problems.map((problem) => `${cell.fault.name}: ${problem}`));
  }
  expect(problems).toEqual([]);
});
