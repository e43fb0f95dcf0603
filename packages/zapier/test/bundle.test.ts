import type { Bundle } from 'zapier-platform-core';
import { ORDINARY_META } from '../../../sandbox/zapier/index.ts';
import { withoutInput } from '../src/bundle.ts';

const bundleOf = (inputData: Record<string, unknown>): Bundle => ({
  authData: {},
  inputData,
  inputDataRaw: {},
  meta: ORDINARY_META,
});

test('passes the input to the work and hides it from the platform', async () => {
  const bundle = bundleOf({ rows: [1, 2] });
  const seen = await withoutInput(bundle, async ({ inputData, meta }) => ({
    own: inputData,
    platforms: bundle.inputData,
    meta,
  }));
  expect(seen).toEqual({ own: { rows: [1, 2] }, platforms: {}, meta: bundle.meta });
  expect(bundle.inputData).toEqual({ rows: [1, 2] });
});

test('restores the input if the work fails', async () => {
  const bundle = bundleOf({ rows: [1, 2] });
  const failing = withoutInput(bundle, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(bundle.inputData).toEqual({ rows: [1, 2] });
});
