/** What the platform puts in place of every credential when it asks how the app authenticates its requests. */
const PLACEHOLDER = /^__placeholder_auth__/;

/**
 * The credentials without the placeholders that no request is made of: only those named in `kept` may travel as
 * placeholders, any other (a host name, a country) would be refused as the nonsense it is.
 */
export const withoutPlaceholders = (
  authData: Readonly<Record<string, unknown>>,
  kept: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(authData).filter(([key, value]) => kept.includes(key) || !PLACEHOLDER.test(String(value))),
  );
