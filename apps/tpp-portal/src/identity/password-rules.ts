import { PortalError } from '../portal-error.js';
import { passwordLengthMin } from './fields.js';

// What those try first who guess, of the lengths that are allowed; short ones are refused for their length.
const obvious = new Set([
  ...['1234567890', '12345678910', '0123456789', '0987654321', '1q2w3e4r5t', '1qaz2wsx3edc'],
  ...['qwertyuiop', 'qwertyuiop123', 'asdfghjkl123', 'zxcvbnm123', 'qwerty12345', 'qwerty123456'],
  ...['password12', 'password123', 'password1234', 'passw0rd123', 'mypassword', 'thepassword'],
  ...['letmein123', 'welcome123', 'welcome1234', 'iloveyou123', 'administrator', 'changeme123'],
  ...['football123', 'baseball123', 'superman123', 'sunshine123', 'princess123', 'dragon12345'],
  ...['sandbank123', 'sandbanksandbank', 'openbanking', 'openbanking123', 'developer123'],
]);

/**
 * Refuses passwords that are guessed first: short ones, the account's own name, a few that everybody knows. Nothing is
 * asked of the characters (NIST SP 800-63B 3.1.1.2). Throws `unusable_field`.
 */
export function assertUsablePassword(password: string, account: string): void {
  const refuse = (why: string): never => {
    throw new PortalError('unusable_field', why, { field: 'password' });
  };
  if (Array.from(password).length < passwordLengthMin) {
    refuse(`A password has at least ${passwordLengthMin} characters. A few words do well.`);
  }
  const plain = password.toLowerCase();
  const [local = ''] = account.split('@');
  if (plain === account || (local.length > 0 && plain.replaceAll(local, '').length < 4)) {
    refuse('The password must be another than your e-mail address.');
  }
  if (obvious.has(plain) || new Set(plain).size < 4) {
    refuse('This password is among the first that anybody would try. Choose another.');
  }
}
