declare module 'split-sms' {
  export function split(
    message: string,
    options?: { summary?: boolean },
  ): { characterSet: 'GSM' | 'Unicode'; parts: { length: number; bytes: number }[] };
}
