import { emptyDraft, inOrganisation } from './draft.js';

describe('the organisation of a draft', () => {
  const mine = [{ id: 'first' }, { id: 'second' }];

  it('is the one that the person works for, until they choose another on the draft', () => {
    expect(inOrganisation(emptyDraft, mine, 'second').organisation).toBe('second');
    const chosen = { ...emptyDraft, organisation: 'first' };
    expect(inOrganisation(chosen, mine, 'second').organisation).toBe('first');
  });

  it('is never one that the person is not in', () => {
    const left = { ...emptyDraft, organisation: 'of somebody who used this tab before' };
    expect(inOrganisation(left, mine, 'second').organisation).toBe('second');
    expect(inOrganisation(left, [], undefined)).not.toHaveProperty('organisation');
  });
});
