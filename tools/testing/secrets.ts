/** Every piece of text in a value, however deep, keys included. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
};

/** A secret as it is, percent-encoded in both ways, as JSON writes it, and in base64. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ '': secret }).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
];

/** The texts of `value` that give the secret away in any of its forms. */
export const leaksIn = (value: unknown, secret: string): string[] =>
  textsIn(value).filter((text) => formsOf(secret).some((form) => text.includes(form)));
