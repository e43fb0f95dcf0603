import { isFields } from './values.ts';

/** Replaces all values of an account with made-up ones. Equal values get equal replacements. */

/** Fields whose values are the gateway's own words, such as a status. */
const WORDS: ReadonlySet<string> = new Set([
  'status',
  'direction',
  'type',
  'currency',
  'format',
  'event',
  'events',
  'webhook_event_type',
  'message_type',
  'platform',
  'policy',
  'encoding',
  'method',
  'category',
  'routeId',
  'display_status',
  'sender_address_type',
  'subscriptionState',
  'channels',
  'iso2l',
  'statusCode',
  'mode',
]);

/** Fields with a sentence of the gateway, which is worth keeping. */
const SENTENCES: ReadonlySet<string> = new Set([
  'message',
  'error',
  'details',
  'detail',
  'reason',
  'title',
  'name',
]);

/** Fields whose keys are chosen by the account. */
const DICTIONARIES: ReadonlySet<string> = new Set(['metadata', 'meta', 'headers', 'customFields']);

const WORD = /^[A-Za-z][A-Za-z_]{0,30}$/;
const ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const PHONE = /^\+?\d{7,15}$/;
const SMALL = /^\d{1,5}$/;
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const URL_START = /^https?:\/\//;
const ERROR_NAME = /^[A-Z][A-Za-z]*Error$/;
const UNSAFE =
  /https?:\/\/\S+|[^\s@]+@[^\s@]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|\+?\d{4,}|"[^"]*"|'[^']*'|“[^”]*”/gi;

const MOMENT = '20240203040506789';

/** Replaces a time with a fixed one in the same format. */
const timeLike = (text: string): string => {
  const [, zone = ''] = /T.*?(Z|[+-]\d\d:?\d\d)$/.exec(text) ?? [];
  let index = 0;
  const digits = text.slice(0, text.length - zone.length).replace(/\d/g, () => MOMENT[index++] ?? '0');
  return `${digits}${zone}`;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Makes up one value for each original. */
export class Scrubber {
  readonly #texts = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #phones = new Map<string, string>();
  readonly #numbers = new Map<number, number>();

  /** Replaces any JSON value. `field` is the name of its field. */
  value(given: unknown, field = ''): unknown {
    if (typeof given === 'string') return this.#string(given, field);
    if (typeof given === 'number') return this.#number(given);
    if (Array.isArray(given)) return given.map((item) => this.value(item, field));
    if (isFields(given)) {
      const isOwn = DICTIONARIES.has(field);
      return Object.fromEntries(
        Object.entries(given).map(([name, inner]) => [
          this.#name(name, isOwn),
          this.value(inner, isOwn ? '' : name),
        ]),
      );
    }
    return given;
  }

  /** Replaces ids, numbers, and words of the account in a path. */
  path(path: string): string {
    return path
      .split('/')
      .map((segment) =>
        segment
          .split(',')
          .map((part) => this.#segment(decodeURIComponent(part)))
          .join(','),
      )
      .join('/');
  }

  /** Replaces quoted parts, and all values seen elsewhere, in a sentence of the gateway. */
  sentence(text: string): string {
    const known = [...this.#texts.entries(), ...this.#phones.entries()]
      .filter(([original]) => original.length >= 3)
      .toSorted(([one], [other]) => other.length - one.length);
    const without = known.reduce(
      (sentence, [original, made]) =>
        sentence.replace(
          new RegExp(`(?<![\\p{L}\\p{N}])${escaped(original)}(?![\\p{L}\\p{N}])`, 'giu'),
          made,
        ),
      text,
    );
    return without.replace(UNSAFE, (found) => (this.#isMadeUp(found) ? found : this.#unsafe(found)));
  }

  #unsafe(found: string): string {
    const quoted = /^["'“](.*)["'”]$/s.exec(found)?.[1];
    if (quoted !== undefined) return `"${this.#isMadeUp(quoted) ? quoted : this.#string(quoted, '')}"`;
    if (/^\d{4}$/.test(found)) return found;
    return this.#string(found, '');
  }

  #isMadeUp(text: string): boolean {
    return [this.#texts, this.#ids, this.#phones].some((map) => [...map.values()].includes(text));
  }

  #name(name: string, isOwn: boolean): string {
    if (isOwn) return this.#text(name);
    return ID.test(name) || PHONE.test(name) || name.includes('@') ? this.#string(name, '') : name;
  }

  #segment(part: string): string {
    if (ID.test(part) || PHONE.test(part)) return this.#string(part, '');
    if (this.#texts.has(part)) return this.#text(part);
    return part;
  }

  #string(text: string, field: string): string {
    if (text === '' || SMALL.test(text) || (WORDS.has(field) && WORD.test(text))) return text;
    if (TIME.test(text)) return timeLike(text);
    if (ID.test(text)) return this.#id(text);
    if (PHONE.test(text)) return this.#phone(text);
    if (field === 'name') return ERROR_NAME.test(text) ? text : this.#text(text);
    if (SENTENCES.has(field)) return this.sentence(text);
    return URL_START.test(text)
      ? `https://example.com/${this.#text(text).replace(' ', '-')}`
      : this.#text(text);
  }

  #text(text: string): string {
    const made = this.#texts.get(text) ?? `text ${this.#texts.size + 1}`;
    this.#texts.set(text, made);
    return made;
  }

  /** Replaces an id. Equal ids in different formats get the same replacement, each in its format. */
  #id(text: string): string {
    const bare = text.replaceAll('-', '').toLowerCase();
    const made =
      this.#ids.get(bare) ?? `000000000000400080000000${String(this.#ids.size + 1).padStart(8, '0')}`;
    this.#ids.set(bare, made);
    const written = text.includes('-') ? made.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : made;
    return text === text.toUpperCase() ? written.toUpperCase() : written;
  }

  #phone(text: string): string {
    const digits = text.replace('+', '');
    const made =
      this.#phones.get(digits) ??
      String(this.#phones.size + 1)
        .padStart(digits.length - 1, '0')
        .padStart(digits.length, '9');
    this.#phones.set(digits, made);
    return text.startsWith('+') ? `+${made}` : made;
  }

  #number(number: number): number {
    if (!Number.isInteger(number) || Math.abs(number) < 100_000) return number;
    if (number > 1e12 && number < 4e12) return Date.parse('2024-02-03T04:05:06.789Z');
    if (number > 1e9 && number < 4e9)
      return Math.floor(Date.parse('2024-02-03T04:05:06Z') / 1000) + this.#order(number);
    return this.#order(number) + 100_000;
  }

  #order(number: number): number {
    const made = this.#numbers.get(number) ?? this.#numbers.size + 1;
    this.#numbers.set(number, made);
    return made;
  }
}
