/** Every string in a value at any depth, including keys. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
};

/** A secret in every encoding: plain, percent-encoded (both ways), JSON, and base64. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ '': secret }).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
];

/** The strings in `value` that contain the secret in any encoding. */
export const leaksIn = (value: unknown, secret: string): string[] =>
  textsIn(value).filter((text) => formsOf(secret).some((form) => text.includes(form)));
