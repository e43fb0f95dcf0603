import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** What is in an element: text, or elements again. */
export interface XmlRecord {
  [name: string]: string | XmlRecord;
}

const elementsIn = (parent: { readonly children: readonly unknown[] }): XmlElement[] =>
  parent.children.filter((child) => child instanceof XmlElement);

const toRecord = (element: XmlElement): XmlRecord =>
  Object.fromEntries(
    elementsIn(element).map((child) => [
      child.name,
      elementsIn(child).length > 0 ? toRecord(child) : child.text,
    ]),
  );

const collect = (element: XmlElement, name: string): XmlRecord[] =>
  element.name === name ? [toRecord(element)] : elementsIn(element).flatMap((child) => collect(child, name));

/**
 * The elements of that name, wherever they stand; several documents may follow one another. The parser knows no
 * entities but XML's own five, and a DOCTYPE, which could declare others, is an error inside the element that is put
 * around everything here.
 * @throws whatever the parser throws for text that is no XML or is nested too deeply
 */
export const readElements = (xml: string, name: string): XmlRecord[] => {
  // Line ends count as one character in XML; the parser would take quadratic time to see to it.
  const content = xml.replace(/^\s*<\?xml.*?\?>/s, '').replace(/\r\n?/g, '\n');
  return elementsIn(parseXml(`<all>${content}</all>`)).flatMap((all) => collect(all, name));
};

/** The ampersand comes last, or what it stands in front of would be decoded twice. */
const ENTITIES = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
] as const;

/** XML that was encoded once more than its place asks for: percent-encoded, or with its markup as entities. */
export const decodedXml = (text: string): string => {
  const xml = text.trim();
  if (/^%3c/i.test(xml)) return decodedXml(decodeURIComponent(xml.replaceAll('+', ' ')));
  if (!xml.startsWith('&lt;')) return xml;
  return ENTITIES.reduce((decoded, [entity, character]) => decoded.replaceAll(entity, character), xml);
};
