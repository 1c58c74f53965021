import { browserWords } from './browser-words.js';
import { safeNext } from './safe-next.js';

describe('where a sign-in leads', () => {
  it.each(['/apps/1?tab=keys', '/', '/invitations/abc'])('may be %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    ...[null, '', 'apps', '//attacker.example', '/\\attacker.example', '\\\\attacker.example'],
    ...['https://attacker.example', 'javascript:alert(1)', '/\t/attacker.example', ' /apps'],
  ])('is never %p', (next) => {
    expect(safeNext(next)).toBe('/apps');
  });
});

describe('a browser in two words', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26 Safari/604',
      'Safari on iOS',
    ],
    ['', 'A browser'],
  ])('%s', (agent, words) => {
    expect(browserWords(agent)).toBe(words);
  });
});
