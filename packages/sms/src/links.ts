const url = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/** Replaces each link with `characters` characters, to count a text whose links the gateway shortens. */
export const withShortLinks = (text: string, characters: number): string =>
  text.replace(url, 'x'.repeat(characters));
