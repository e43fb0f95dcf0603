import { parseXml, XmlElement } from '@rgrove/parse-xml';

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
 * Finds all elements with a name, in one or several documents. The parser knows only the five entities of XML.
 * Wrapping the text in an element makes a DOCTYPE, which could declare others, an error.
 * @throws a parser error if the text is not XML or is nested too deeply
 */
export const readElements = (xml: string, name: string): XmlRecord[] => {
  // Line ends count as one character in XML; the parser would take quadratic time to see to it.
  const content = xml.replace(/^\s*<\?xml.*?\?>/s, '').replace(/\r\n?/g, '\n');
  return elementsIn(parseXml(`<all>${content}</all>`)).flatMap((all) => collect(all, name));
};

/** The ampersand is last, so that nothing is decoded twice. */
const ENTITIES = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
] as const;

/** Decodes XML that was encoded twice: percent-encoded, or with its markup as entities. */
export const decodedXml = (text: string): string => {
  const xml = text.trim();
  if (/^%3c/i.test(xml)) return decodedXml(decodeURIComponent(xml.replaceAll('+', ' ')));
  if (!xml.startsWith('&lt;')) return xml;
  return ENTITIES.reduce((decoded, [entity, character]) => decoded.replaceAll(entity, character), xml);
};
