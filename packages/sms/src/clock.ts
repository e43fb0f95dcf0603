import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';

const clock = /^(?<hours>\d{1,2})(?:[:.](?<minutes>[0-5]\d)(?::00)?)?\s*(?:(?<half>[ap])\.?m\.?)?$/i;

const hoursOf = (hours: number, half: string | undefined): number | null => {
  if (half === undefined) return hours <= 24 ? hours : null;
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
};

/**
 * Parses a time of day such as `9`, `09:00`, `17.30`, `24:00`, or `5:30 pm` into minutes after midnight
 * (0-1440).
 * @throws InvalidInputError if the value is not a time of day
 */
export const readClock = (label: string, value: string): number => {
  const { hours, minutes, half } = clock.exec(value.trim())?.groups ?? {};
  const hour = hoursOf(Number(hours), half);
  const time = hour === null ? null : hour * 60 + Number(minutes ?? 0);
  if (time === null || time > 24 * 60) {
    throw new InvalidInputError(
      `${label} ${quoted(value)} is not a time of day. Use one such as 09:00 or 17:30.`,
    );
  }
  return time;
};
