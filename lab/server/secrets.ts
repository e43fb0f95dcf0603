const MASK = '•••';

const SECRET_NAME = /authorization|secret|password|token|api[_-]?key|signature|cookie/i;

/** Header values that must not be shown; the scheme of an `Authorization` stays. */
export const maskHeaders = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text = Array.isArray(value) ? value.join(', ') : value;
      return [
        [name, SECRET_NAME.test(name) ? `${/^(Bearer|Basic|hmac) /i.exec(text)?.[0] ?? ''}${MASK}` : text],
      ];
    }),
  );

/** What follows gives the right to post events, or to end a subscription. */
const UNGUESSABLE = /(\/in\/|\/v1\/subscriptions\/)[\w-]{12,}/g;

const maskJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_NAME.test(key) && typeof inner === 'string' ? MASK : maskJson(inner),
    ]),
  );
};

/** Takes secrets out of what is shown: the values of all connections, and what a name says is one. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Remembers the secrets of a connection. */
  add(authData: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(authData)) {
      if (!SECRET_NAME.test(name)) continue;
      for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')]) {
        this.#known.add(form);
      }
    }
  }

  mask(text: string): string {
    let masked = text.replace(UNGUESSABLE, `$1${MASK}`);
    for (const secret of this.#known) masked = masked.replaceAll(secret, MASK);
    return masked;
  }

  /** A body as it may be shown; JSON is set out over lines. */
  body(text: string): string {
    try {
      return this.mask(JSON.stringify(maskJson(JSON.parse(text)), null, 2));
    } catch {
      return this.mask(text);
    }
  }
}
