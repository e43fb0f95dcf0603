/** Numbers and times as the page writes them. */

const pad = (value: number): string => String(value).padStart(2, '0');

/** The time of day, in UTC like everything in the lab. */
export const timeOf = (at: number): string => {
  const date = new Date(at);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
};

export const shortTimeOf = (at: number): string => timeOf(at).slice(0, 5);

export const dateOf = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });

export const milliseconds = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${amount} ${amount === 1 ? one : many}`;

const PLANS: readonly (readonly [RegExp, string])[] = [
  [/^(44)(\d{4})(\d{6})$/, '+$1 $2 $3'],
  [/^(353)(\d{2})(\d{3})(\d{4})$/, '+$1 $2 $3 $4'],
  [/^(61)(\d{3})(\d{3})(\d{3})$/, '+$1 $2 $3 $4'],
  [/^(1)(\d{3})(\d{3})(\d{4})$/, '+$1 $2 $3 $4'],
  [/^(966)(\d{2})(\d{3})(\d{4})$/, '+$1 $2 $3 $4'],
];

/** A number as it is written on an envelope; countries whose grouping is not known get groups of four. */
export const phoneNumber = (msisdn: string): string => {
  for (const [pattern, written] of PLANS) if (pattern.test(msisdn)) return msisdn.replace(pattern, written);
  return `+${msisdn.replace(/(\d)(?=(\d{4})+$)/g, '$1 ')}`;
};
