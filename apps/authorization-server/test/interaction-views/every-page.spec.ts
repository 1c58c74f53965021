import { stylesheet, stylesheetPath } from '@sandbank/ui';
import { tagsOf, textOf } from './markup.js';
import { hostilePages, ordinaryPages } from './pages.js';

const pages = Object.entries({ ...ordinaryPages, ...hostilePages });

describe.each(pages)('%s', (_, html) => {
  const tags = tagsOf(html);
  const named = (...names: string[]) => tags.filter(({ name }) => names.includes(name));
  const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);

  it('is read in full by the tests', () => {
    expect(tags).toHaveLength(html.match(/<[a-z]/g)?.length ?? 0);
  });

  it('has a language, a title, one heading of the first level and the landmarks', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en-GB"/);
    expect(named('title')[0]?.textAfter).toMatch(/\S+.* – \S+/);
    for (const once of ['h1', 'main', 'header', 'footer']) expect(named(once)).toHaveLength(1);
    expect(textOf(html)).toContain('Sandbox: no real money.');
  });

  it('skips no level of heading', () => {
    const levels = named('h1', 'h2', 'h3').map(({ name }) => Number(name[1]));
    const main = levels.slice(levels.indexOf(1));
    for (const [index, level] of main.slice(1).entries()) {
      expect(level - (main[index] ?? 0)).toBeLessThanOrEqual(1);
    }
  });

  it('runs nothing, styles nothing inline and fetches only its own assets', () => {
    expect(named('script', 'style', 'iframe', 'object', 'embed', 'img', 'base')).toEqual([]);
    for (const { attributes } of tags) {
      const unwanted = Object.keys(attributes).filter((key) =>
        /^(style|src|srcset|on\w+)$/.test(key),
      );
      expect(unwanted).toEqual([]);
      expect(attributes['href'] ?? '#').toMatch(/^(#|https:\/\/|\/assets\/|\/harbour\/dashboard)/);
    }
    expect(named('link').map(({ attributes }) => attributes['rel'])).toEqual([
      'icon',
      'stylesheet',
    ]);
    expect(named('link')[1]?.attributes['href']).toBe(stylesheetPath);
  });

  it('gives each id once and refers to none that is missing', () => {
    expect(ids).toEqual([...new Set(ids)]);
    const referring = ['for', 'aria-describedby', 'aria-labelledby'] as const;
    for (const { attributes } of tags) {
      const targets = referring.flatMap((key) => attributes[key]?.split(' ') ?? []);
      const link = attributes['href'];
      if (link?.startsWith('#') === true) targets.push(link.slice(1));
      for (const target of targets) expect(ids).toContain(target);
    }
  });

  it('labels every input and names every button', () => {
    const labelled = named('label').map(({ attributes }) => attributes['for']);
    for (const { attributes } of named('input')) {
      if (attributes['type'] !== 'hidden') expect(labelled).toContain(attributes['id']);
    }
    for (const { attributes, textAfter } of named('button')) {
      if (attributes['hidden'] === undefined) expect(textAfter).toMatch(/\w{3}/);
    }
  });

  it('posts every form with its token', () => {
    const tokens = named('input').filter(({ attributes }) => attributes['name'] === 'csrf');
    expect(tokens).toHaveLength(named('form').length);
    for (const { attributes } of named('form')) {
      expect(attributes['method']).toBe('post');
      expect(attributes['enctype']).toBe('application/x-www-form-urlencoded');
      expect(attributes['action']).toMatch(/^\/harbour\/(interaction|dashboard)\//);
    }
  });

  it('shows no character that reorders or hides text', () => {
    expect(html).not.toMatch(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u);
  });

  it('uses no class that the style sheet does not know', () => {
    const classes = new Set(
      tags.flatMap(({ attributes }) => attributes['class']?.split(' ') ?? []),
    );
    const unknown = [...classes].filter((name) => !stylesheet.includes(`.${name}`));
    expect(unknown).toEqual([]);
  });
});

describe('the style sheet', () => {
  it('has no class that no page uses', () => {
    const seen = new Set(
      pages.flatMap(([, html]) =>
        tagsOf(html).flatMap(({ attributes }) => attributes['class']?.split(' ') ?? []),
      ),
    );
    const styled = [...stylesheet.matchAll(/\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?=[\s:.,>+{[)])/g)];
    const dead = new Set(styled.map(([, name = '']) => name).filter((name) => !seen.has(name)));
    expect([...dead].filter((name) => !name.startsWith('ebb-'))).toEqual([]);
  });
});
