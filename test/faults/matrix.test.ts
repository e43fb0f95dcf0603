import { runCell } from '../../prove/matrix/cell.ts';
import { linesOf, sampleOf, withoutExample } from '../../prove/matrix/cells.ts';
import { methodsOf } from '../../prove/operations.ts';
import { type Stage, startStage } from '../../prove/stage.ts';
import { startZapier } from '../../sandbox/zapier/index.ts';
import app from '../../src/index.ts';
import { useDrivenClock } from '../support/clock.ts';

const discover = async () => {
  const zapier = await startZapier(app);
  try {
    return methodsOf(await zapier.ask('definition'));
  } finally {
    await zapier.close();
  }
};

const methods = await discover();
const clock = useDrivenClock();
let stage: Stage;

beforeAll(async () => {
  stage = await startStage(app, 1);
});
afterAll(() => stage.close());

/** What the app writes to the log of a run, the platform prints too. */
beforeEach(() => {
  for (const stream of ['log', 'error'] as const) import.meta.jest.spyOn(console, stream).mockReturnValue();
});
afterEach(() => {
  import.meta.jest.restoreAllMocks();
});

test('every operation has an example for the matrix', () => {
  expect(withoutExample(methods)).toEqual([]);
});

test.each(sampleOf(linesOf(methods)))('whatever goes wrong, $title ends as it must', async ({ cells }) => {
  const problems: string[] = [];
  for (const cell of cells) {
    const verdict = await runCell(stage, { tick: clock.advance }, cell);
    problems.push(...verdict.problems.map((problem) => `${cell.fault.name}: ${problem}`));
  }
  expect(problems).toEqual([]);
});
