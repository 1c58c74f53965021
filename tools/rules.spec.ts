import { clausesOfKeys, clausesOfTime } from '@sandbank/platform';
import { readRegister, type Clause } from './clause-register.ts';
import { citedInCode, rulePages, staleRulePages, textOf } from './rules.ts';

const register = readRegister();
const pages = rulePages(register);
const addresses = new Set(pages.map(({ id }) => id));

describe('the pages of the rules', () => {
  it('hold every clause that any code can cite when it refuses', () => {
    const cited = citedInCode();
    expect(cited.size).toBeGreaterThan(75);
    expect([...cited].filter((clause) => !addresses.has(clause))).toEqual([]);
  });

  it('say in a sentence or two what to change', () => {
    const wrong = pages.filter(({ fix }) => !/^[A-Z].{20,300}\.$/.test(fix));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('lead to the public text of the section', () => {
    expect(textOf('RFC9449-4.3-12-ath')).toBe('https://www.rfc-editor.org/rfc/rfc9449#section-4.3');
    expect(textOf('SP-5.3.2.1-8')).toBe(
      'https://openid.net/specs/fapi-security-profile-2_0-final.html#section-5.3.2.1',
    );
    const lost = pages.filter(
      ({ url }) => !/^https:\/\/(www\.rfc-editor|openid)\.(org|net)\/./.test(url),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it('are what the register makes', async () => {
    expect(await staleRulePages(register)).toEqual([]);
  });

  it('are stale as soon as the register says something else', async () => {
    const [first, ...others] = register.filter(({ fix }) => fix !== undefined);
    const changed: Clause[] = [{ ...first!, fix: 'Do something else.' }, ...others];
    expect(await staleRulePages(changed)).toHaveLength(2);
  });
});

it('clocks and keys are compared for rules that exist', () => {
  expect([...clausesOfTime, ...clausesOfKeys].filter((clause) => !addresses.has(clause))).toEqual(
    [],
  );
});
