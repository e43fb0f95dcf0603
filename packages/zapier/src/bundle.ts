import type { Bundle } from 'zapier-platform-core';

/**
 * Runs `work` with the bundle while the platform's own bundle has no input data. The platform copies its
 * bundle on every request, which takes far longer than the request itself if the bundle holds the rows of a
 * bulk step.
 */
export const withoutInput = async <B extends Bundle, R>(
  bundle: B,
  work: (bundle: B) => Promise<R>,
): Promise<R> => {
  const { inputData } = bundle;
  Object.assign(bundle, { inputData: {} });
  try {
    return await work({ ...bundle, inputData });
  } finally {
    Object.assign(bundle, { inputData });
  }
};
