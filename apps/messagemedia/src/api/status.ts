/** What MessageMedia's status codes mean, in words of our own. */
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  101: 'MessageMedia is processing the message.',
  102: 'MessageMedia is trying another route.',
  151: 'The message is held for screening.',
  200: 'The message was handed to the provider.',
  210: 'The provider accepted the message.',
  211: 'The provider is delivering the message.',
  212: 'The message was sent and waits for delivery.',
  213: 'The provider scheduled the message.',
  220: 'The message was delivered.',
  221: 'The message was delivered to the handset.',
  301: 'The usage limit of the account is reached.',
  302: 'The recipient is blocked, usually because of an opt-out.',
  303: 'The sender is blocked.',
  304: 'The message was dropped. Ask MessageMedia support why.',
  305: 'The same message was sent before and this one was suppressed.',
  320: 'The message expired before it was handed to the provider.',
  330: 'The gateway had a fault.',
  331: 'The message was discarded.',
  332: 'There is no route to this number.',
  333: 'This sender is not allowed in the country of the recipient.',
  400: 'The message could not be delivered.',
  401: 'The message expired before it was delivered.',
  402: 'The provider refused the message.',
  403: 'The provider skipped the message.',
  405: 'The provider cancelled the message.',
  410: 'The provider does not accept the sender.',
  411: 'The provider does not accept the number of the recipient.',
  412: 'The provider blocks this recipient.',
  413: 'The number cannot receive text messages.',
  414: 'The phone could not be reached.',
};

/** The meaning of a status code as a sentence; `null` for a code not met before. */
export const describeCode = (code: number | null): string | null =>
  code === null ? null : (DESCRIPTIONS[code] ?? null);

/** Codes that say that the recipient has opted out or is blocked. */
const BLOCKED_CODES = new Set<number | null>([302, 412]);

export const isBlocked = (code: number | null): boolean => BLOCKED_CODES.has(code);
