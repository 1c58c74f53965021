import { assets, iconPath, stylesheetPath } from '../assets.js';
import { tokens } from '../tokens/tokens.js';
import { stylesheet } from './stylesheet.js';
import { minutesCountedMax } from './time-left.css.js';

const used = new Set([...stylesheet.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!));
const defined = new Set([...stylesheet.matchAll(/(--[\w-]+):/g)].map(([, name]) => name!));

/** The tokens are shared: these are for the portal's pages alone. */
const ofThePortal = new Set(['--success', '--success-paper']);

describe('the style sheet', () => {
  it('uses no custom property that it does not define', () => {
    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
  });

  it('defines no custom property that it does not use', () => {
    expect([...defined].filter((name) => !used.has(name) && !ofThePortal.has(name))).toEqual([]);
  });

  it('fetches nothing', () => {
    expect(stylesheet).not.toMatch(/url\(|@import|@font-face|https?:/i);
  });

  it('gives every colour a light and a dark value', () => {
    expect(Object.keys(tokens.color.dark)).toEqual(Object.keys(tokens.color.light));
    for (const value of Object.values(tokens.color.dark)) expect(stylesheet).toContain(value);
  });

  it('closes every block that it opens', () => {
    expect(stylesheet.split('{')).toHaveLength(stylesheet.split('}').length);
  });
});

describe('the countdown', () => {
  /** What a page opened with `minutes` left shows after `seconds`, read from the rules as a browser does. */
  function shown(minutes: number, seconds: number): string | undefined {
    const rule = new RegExp(`\\.ebb-${String(minutes)}::before \\{ animation-delay: -(\\d+)s`);
    const late = Number(rule.exec(stylesheet)?.[1]);
    const share = Math.min(100, (100 * (late + seconds)) / (minutesCountedMax * 60));
    const frames = [...stylesheet.matchAll(/([\d.]+)% \{ --ebb: '([^']*)'/g)];
    return frames.findLast(([, at]) => Number(at) <= share)?.[2];
  }

  it('begins with the minutes left, whatever they are', () => {
    for (let minutes = 1; minutes <= minutesCountedMax; minutes += 1) {
      expect(shown(minutes, 0)).toBe(`About ${String(minutes)} min left`);
    }
  });

  it('loses one each minute and stays at less than one', () => {
    expect(shown(9, 59)).toBe('About 9 min left');
    expect(shown(9, 61)).toBe('About 8 min left');
    expect(shown(9, 9 * 60 + 1)).toBe('Less than a minute left');
    expect(shown(9, 86_400)).toBe('Less than a minute left');
  });
});

describe('the assets', () => {
  it('are the style sheet and the icon, under names that change with their content', () => {
    expect(assets.map(({ path, contentType }) => [path, contentType])).toEqual([
      [stylesheetPath, 'text/css; charset=utf-8'],
      [iconPath, 'image/svg+xml'],
    ]);
    expect(stylesheetPath).toMatch(/^\/assets\/bank-[0-9a-f]{16}\.css$/);
    expect(iconPath).toMatch(/^\/assets\/bank-[0-9a-f]{16}\.svg$/);
    expect(iconPath.slice(0, -4)).not.toBe(stylesheetPath.slice(0, -4));
  });
});
