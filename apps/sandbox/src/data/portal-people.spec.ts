import { portalPeople } from './portal-people.js';
import { readData } from './read-data.js';

const people = portalPeople((await readData()).banks.flatMap(({ customers }) => customers));
const person = (username: string) => people.find((one) => one.username === username)!;
const account = (username: string, name: string) =>
  person(username).accounts.find((one) => one.name === name)!;

describe('people for the portal', () => {
  it('shows a joint account with each of its holders, and whom they hold it with', () => {
    expect(account('elena', 'Household').sharedWith).toEqual([person('daniel').name]);
    expect(account('daniel', 'Household').sharedWith).toEqual([person('elena').name]);
    expect(account('maya', 'Everyday').sharedWith).toEqual([]);
  });

  it('tells what the bank does on purpose, to whom, and where two must sign', () => {
    expect(person('greta').scenario).toEqual({
      name: 'slow-bank',
      about: expect.stringContaining('three seconds'),
    });
    expect(account('rupert', 'Rupert').paymentFate).toBe('AC04');
    expect(account('luca', 'Studio Halyard')).toMatchObject({
      signatories: 2,
      category: 'Business',
    });
    expect(person('ingrid').historyDays).toBe(24);
  });

  it('leaves out what is the bank’s alone', () => {
    expect(JSON.stringify(people)).not.toMatch(/habits|openingBalance|slowMilliseconds|throttle"/);
  });
});
