import { z } from 'zod';

const lengthMax = 2000;
const textLengthMax = 500;
const depthMax = 5;

const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;
const isText = (text: string): boolean => text.length <= textLengthMax && !hidden.test(text);

const isName = (name: string): boolean => name !== '__proto__' && isText(name);

/** JSON that reads as it looks, and that PostgreSQL keeps as it is. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return (
    depth > 0 && Object.entries(value).every(([name, at]) => isName(name) && isPlain(at, depth - 1))
  );
}

/** What an app and a bank agree on beyond the standard: any object of a modest size, kept and sent back. */
export const supplementaryData = z
  .record(z.string(), z.unknown())
  .refine(
    (data) => isPlain(data, depthMax) && JSON.stringify(data).length <= lengthMax,
    `must be at most ${lengthMax} printable characters, and ${depthMax} levels deep`,
  )
  .meta({ id: 'SupplementaryData' });
