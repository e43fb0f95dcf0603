const DESCRIPTIONS: Readonly<Record<number, string>> = {
  101: 'MessageMedia is processing the message.',
  102: 'MessageMedia is trying another route.',
  151: 'The message is held for screening.',
  200: 'The message was handed to the provider.',
  210: 'The provider accepted the message.',
  211: 'The provider is delivering the message.',
  212: 'The message was sent and is waiting for delivery.',
  213: 'The provider scheduled the message.',
  220: 'The message was delivered.',
  221: 'The message was delivered to the handset.',
  301: 'Your account reached its usage limit.',
  302: 'The recipient is blocked, usually because of an opt-out.',
  303: 'The sender is blocked.',
  304: 'The message was dropped. Contact MessageMedia support.',
  305: 'The message repeats an earlier one, so MessageMedia did not send it.',
  320: 'The message expired before it was handed to the provider.',
  330: 'MessageMedia had an internal error.',
  331: 'The message was discarded.',
  332: 'There is no route to this number.',
  333: "The sender is not allowed in the recipient's country.",
  400: 'The message could not be delivered.',
  401: 'The message expired before it was delivered.',
  402: 'The provider rejected the message.',
  403: 'The provider skipped the message.',
  405: 'The provider cancelled the message.',
  410: 'The provider rejected the sender.',
  411: "The provider rejected the recipient's number.",
  412: 'The provider blocks the recipient.',
  413: 'The number cannot receive text messages.',
  414: 'The phone Could not reach.',
};

/** Describes a status code, or returns `null` for an unknown one. */
export const describeCode = (code: number | null): string | null =>
  code === null ? null : (DESCRIPTIONS[code] ?? null);

/** Codes for an opted-out or blocked recipient. */
const BLOCKED_CODES = new Set<number | null>([302, 412]);

export const isBlocked = (code: number | null): boolean => BLOCKED_CODES.has(code);
