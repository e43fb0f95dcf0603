import pino from 'pino';

/**
 * A log with one JSON line per event. It names origins and counts only: no phone numbers, texts, keys,
 * tokens, paths or subscription ids.
 */
export const createLog = (level: string) =>
  pino(
    {
      base: null,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 1, sync: true }),
  );

export type Log = ReturnType<typeof createLog>;
