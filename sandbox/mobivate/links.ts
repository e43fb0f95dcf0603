import type { Random } from '../random.ts';
import type { Account } from './accounts.ts';
import type { Message } from './log.ts';

export interface Link {
  code: string;
  url: string;
  account: Account;
  message: Message;
}

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const URLS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/** The format of production: 22 characters, including a code of six. */
const BASE = 'https://cllk.me/';

/**
 * Short links: replaces every URL in a text with `https://cllk.me/<code>`, served at `<sandbox>/s/<code>`.
 */
export class Links {
  readonly #links = new Map<string, Link>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get(code: string): Link | undefined {
    return this.#links.get(code);
  }

  list(): Link[] {
    return [...this.#links.values()];
  }

  /** Replaces the URLs of `text`. Returns the new text, and the long URL of each short one. */
  shorten(text: string): { text: string; targets: Map<string, string> } {
    const targets = new Map<string, string>();
    const shortened = text.replace(URLS, (url) => {
      const code = Array.from({ length: 6 }, () => ALPHABET[this.#random.below(ALPHABET.length)]).join('');
      targets.set(code, url);
      return `${BASE}${code}`;
    });
    return { text: shortened, targets };
  }

  attach(targets: Map<string, string>, account: Account, message: Message): void {
    for (const [code, url] of targets) this.#links.set(code, { code, url, account, message });
  }
}
