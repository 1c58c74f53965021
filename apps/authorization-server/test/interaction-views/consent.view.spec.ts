import { ConsentView, renderPage } from '../../src/interaction/views/index.js';
import { hostile } from './hostile-models.js';
import { tagsOf, tagWithId, textOf } from './markup.js';
import { addition, consent, replacement } from './models.js';

describe('the consent page', () => {
  const html = renderPage(ConsentView(consent));
  const text = textOf(html);

  it('reflects the request: who, what for, how far back, how long, each permission', () => {
    expect(text).toContain('Tally asks to see your account information');
    expect(text).toContain('Budgeting: sort your spending');
    expect(text).toContain('From 1 January 2026 onwards');
    expect(text).toContain('For how long Until 1 March 2027');
    for (const { title, permissions } of consent.clusters) {
      expect(text).toContain(title);
      for (const { code: permission, label, detail } of permissions) {
        for (const words of [permission, label, detail]) expect(text).toContain(words);
      }
    }
  });

  it('sums a cluster up in one line: its own, else the labels in it', () => {
    expect(text).toContain(
      'Your Account Details Your accounts in full · Your balances 2 permissions',
    );
    expect(text).toContain(
      'Your Regular Payments What leaves your accounts by itself 1 permission',
    );
  });

  it.each([
    [{ expires: undefined }, 'Until you stop it'],
    [{ expires: undefined, oneOff: true }, 'Once, and not again'],
    [{ history: 'All the history that the bank holds' }, 'All the history that the bank holds'],
    [{ client: { name: 'Tally', onBehalfOf: 'Pebble Ltd' } }, 'Tally on behalf of Pebble Ltd'],
  ])('says %j in words', (change, words) => {
    expect(textOf(renderPage(ConsentView({ ...consent, ...change })))).toContain(words);
  });

  it('says nothing of history when no transactions are asked for', () => {
    const clusters = consent.clusters.slice(0, 1);
    const page = renderPage(ConsentView({ ...consent, clusters, history: undefined }));
    expect(textOf(page)).not.toContain('How far back');
  });

  it('offers each account with name, masked number and balance, none chosen', () => {
    const boxes = tagsOf(html).filter(({ attributes }) => attributes['name'] === 'accounts');
    expect(boxes.map(({ attributes }) => attributes['value'])).toEqual(
      consent.accounts.map(({ id }) => id),
    );
    for (const [index, { attributes }] of boxes.entries()) {
      expect(attributes).not.toHaveProperty('checked');
      expect(attributes['id']).toBe(`account-${consent.accounts[index]?.id ?? ''}`);
    }
    expect(text).toMatch(/House and bills .* 20-41-07 ••••9042 .*−£312\.55/);
  });

  it('keeps the ticks when it is shown again', () => {
    const accounts = consent.accounts.map((account) => ({ ...account, selected: true }));
    expect(renderPage(ConsentView({ ...consent, accounts })).match(/checked=""/g)).toHaveLength(3);
  });

  it('takes the decision with one of two buttons, and not with Enter', () => {
    const submits = tagsOf(html).filter(({ name }) => name === 'button');
    expect(submits[0]?.attributes).toMatchObject({ formmethod: 'dialog', hidden: '' });
    expect(
      submits.slice(1).map(({ attributes }) => [attributes['id'], attributes['value']]),
    ).toEqual([
      ['consent-allow', 'allow'],
      ['cancel', 'cancel'],
    ]);
  });

  it('cannot be allowed without an account', () => {
    const page = renderPage(ConsentView({ ...consent, accounts: [] }));
    expect(tagWithId(page, 'consent-allow')).toBeUndefined();
    expect(tagWithId(page, 'cancel')).toBeDefined();
  });

  it('tells developers the sender constraint, the resource server, the scope and the raw details', () => {
    const { developer } = consent;
    for (const words of [
      developer.clientId,
      developer.senderConstraint,
      developer.resourceServer,
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain(developer.authorizationDetails.replace(/\s+/g, ' '));
  });

  it('writes hidden characters of the raw details out', () => {
    const page = renderPage(ConsentView(hostile('a\u202Eb').consent));
    expect(page).toContain('a\\u202eb');
  });

  it('says what is added to, and what ends, of a permission that the app has (GM-5.2)', () => {
    const told = (change: typeof addition | typeof replacement) =>
      textOf(renderPage(ConsentView({ ...consent, change })));
    for (const words of [told(addition), told(replacement)]) {
      expect(words).toContain('You gave Tally a permission on 12 April 2026.');
      expect(words).toContain('Your Account Details, Your Regular Payments : Everyday, Savings');
      expect(words).toContain('Payments to Rosa Lindqvist');
    }
    expect(told(addition)).toContain('It stays as it is.');
    expect(told(replacement)).toContain('It ends if you allow this.');
    expect(text).not.toContain('a permission on');
  });

  it('links to a policy over https only, and tells it nothing', () => {
    expect(html).toMatch(/href="https:\/\/localhost:9440\/privacy"[^>]*rel="noopener noreferrer"/);
    const page = renderPage(ConsentView(hostile('x').consent));
    expect(page).not.toContain('javascript:');
  });
});
