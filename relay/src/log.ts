import pino from 'pino';

/**
 * One JSON line an event that an operator wants to know. What is logged names origins and counts only: no phone numbers,
 * texts, keys, tokens, paths or ids of subscriptions.
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
