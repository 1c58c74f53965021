import type { ReactElement } from 'react';

// Bidirectional controls and invisible characters reorder or hide what surrounds a name (Unicode TR 36).
const deceptive =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]+/gu;
const stackedMarks = /(\p{M}{3})\p{M}+/gu;

/** A stranger's text on one line, without characters that reorder, hide or overprint; at most `lengthMax` code points. */
export function plain(text: string, lengthMax = 140): string {
  const line = text
    .slice(0, 8 * lengthMax)
    .toWellFormed()
    .replace(deceptive, ' ')
    .replace(stackedMarks, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const points = Array.from(line);
  return points.length > lengthMax ? `${points.slice(0, lengthMax - 1).join('')}…` : line;
}

/** The first letter of a name, for a monogram; `·` for a name that has none. */
export function initial(name: string): string {
  return (
    plain(name)
      .match(/[\p{L}\p{N}]\p{M}*/u)?.[0]
      .toUpperCase() ?? '·'
  );
}

/** The address if it is an absolute https one, else nothing: a link never runs script nor leaves TLS. */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' ? url.href : undefined;
}

/** Someone else's words (a name, a purpose), isolated so that their direction cannot change ours. */
export function Words(props: { children: string; lengthMax?: number }): ReactElement {
  return <bdi>{plain(props.children, props.lengthMax)}</bdi>;
}

/** Text for a screen reader alone. */
export function Spoken(props: { children: string }): ReactElement {
  return <span className="spoken">{props.children}</span>;
}
