/** The platform's placeholder for every credential while it inspects how an app authenticates requests. */
const PLACEHOLDER = /^__placeholder_auth__/;

/**
 * Removes placeholders from `authData`, except for the keys in `kept`. A placeholder in any other field, such
 * as a host name or country, would fail validation.
 */
export const withoutPlaceholders = (
  authData: Readonly<Record<string, unknown>>,
  kept: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(authData).filter(([key, value]) => kept.includes(key) || !PLACEHOLDER.test(String(value))),
  );
