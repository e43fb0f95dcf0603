import { useDrivenClock } from '../../tools/testing/clock.ts';
import { PROOFS } from '../apps/index.ts';
import { runCell } from '../matrix/cell.ts';
import { linesOf, sampleOf, withoutExample } from '../matrix/cells.ts';
import { discover, useStage } from './discovery.ts';

const planned = await Promise.all(PROOFS.map(async (proof) => ({ proof, methods: await discover(proof) })));

describe.each(planned)('$proof.app', ({ proof, methods }) => {
  const clock = useDrivenClock();
  const stage = useStage(proof);

  test('every operation has an example for the matrix', () => {
    expect(withoutExample(proof, methods)).toEqual([]);
  });

  test.each(sampleOf(linesOf(proof, methods)))(
    '$title ends as expected under every fault',
    async ({ cells }) => {
      const problems: string[] = [];
      for (const cell of cells) {
        const verdict = await runCell(stage(), { tick: clock.advance }, cell);
        problems.push(...verdict.problems.map((problem) => `${cell.fault.name}: ${problem}`));
      }
      expect(problems).toEqual([]);
    },
  );
});
