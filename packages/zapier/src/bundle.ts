import type { Bundle } from 'zapier-platform-core';

/**
 * Does `work` with the bundle, while the platform holds it without its input. The platform copies all that it holds for
 * every request, and with the rows of a bulk step that takes far longer than the request.
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
