/** A form of a server-rendered page, as a browser without scripts sees it. */
export interface Form {
  action: string;
  method: string;
  controls: Control[];
}

/** An input, a button or a select's option. */
export interface Control {
  tag: string;
  attributes: Record<string, string>;
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
};

const decode = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

const attributesOf = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      decode(value ?? ''),
    ]),
  );

/** The forms of a page that React rendered to static markup: lower-case tags, double quotes. */
export const formsOf = (html: string): Form[] =>
  [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, body]) => {
    const { action = '', method = 'get' } = attributesOf(head!);
    const controls = [...body!.matchAll(/<(input|button)\b([^>]*)>/g)].map(([, tag, source]) => ({
      tag: tag!,
      attributes: attributesOf(source!),
    }));
    return { action, method: method.toLowerCase(), controls };
  });

/** The text inside the element with that id, without tags. */
export const textOf = (html: string, id: string): string | undefined => {
  const start = html.search(new RegExp(`<[a-z0-9]+[^>]*\\bid="${id}"`));
  if (start < 0) return undefined;
  const tag = /^<([a-z0-9]+)/.exec(html.slice(start))![1]!;
  const end = html.indexOf(`</${tag}>`, start);
  return decode(html.slice(start, end).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
};
