const url = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/**
 * The text with a stand-in of so many characters for each link, to count what is sent where the gateway shortens links.
 */
export const withShortLinks = (text: string, characters: number): string =>
  text.replace(url, 'x'.repeat(characters));
