/** A start tag as the browser would read it; attribute names in lower case. */
export interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** The text up to the next tag. */
  textAfter: string;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&amp;': '&',
};

const decode = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp|#x27);/g, (entity) => entities[entity] ?? entity);

// React writes well-formed tags: lower-case names, attributes in double quotes, `"` and `>` escaped inside them.
const startTag = /<([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:="[^"<>]*")?)*)\/?>([^<]*)/g;
const attribute = / ([a-zA-Z-]+)(?:="([^"]*)")?/g;

/** The start tags of a page, in order. */
export const tagsOf = (html: string): Tag[] =>
  [...html.matchAll(startTag)].map(([, name = '', attributes = '', text = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...attributes.matchAll(attribute)].map(([, key = '', value = '']) => [
        key.toLowerCase(),
        decode(value),
      ]),
    ),
    textAfter: decode(text),
  }));

/** The start tag with that id. */
export const tagWithId = (html: string, id: string): Tag | undefined =>
  tagsOf(html).find(({ attributes }) => attributes['id'] === id);

/** What a reader sees or hears: the page without its tags. */
export const textOf = (html: string): string =>
  decode(html.replace(/^.*<body>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
