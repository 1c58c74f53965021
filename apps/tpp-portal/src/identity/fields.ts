import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';
import { PortalError } from '../portal-error.js';

/** Letters as they read: no control characters, no line breaks, no marks that turn a text around, nothing invisible alone. */
const readable = (lengthMax: number, what: string) =>
  z
    .string(`${what} is missing.`)
    .trim()
    .normalize('NFC')
    .min(1, `${what} is missing.`)
    .max(lengthMax, `${what} has at most ${lengthMax} characters.`)
    .regex(
      /^(?=.*[^\s\p{DI}])[^\p{C}\p{Zl}\p{Zp}]*$/u,
      `${what} must be printable characters on one line.`,
    );

/** What changes nothing, or next to nothing, of how a name looks: marks, blanks, and what is not drawn at all. */
const unseen = /[\p{DI}\p{M}\s]/gu;

/** What a person is called; nobody is called as the operator is. */
export const personName = readable(80, 'The name').refine(
  (name) => name.normalize('NFKD').replace(unseen, '').toLowerCase() !== 'operator',
  'This name is the operator’s.',
);

export const organisationName = readable(80, 'The name');

export const passkeyName = readable(60, 'The name');

const emailLengthMax = 200;

/** An e-mail address as an account's name: in small letters, since nobody tells two accounts apart by capitals. */
export const email = z
  .string('The e-mail address is missing.')
  .trim()
  .toLowerCase()
  .max(emailLengthMax, `An e-mail address has at most ${emailLengthMax} characters.`)
  .pipe(z.email('This is no e-mail address.'));

/** What somebody types to sign in: an address, or the name of the operator. */
export const accountName = z
  .string('Who are you?')
  .trim()
  .toLowerCase()
  .min(1, 'Give your e-mail address.')
  .max(emailLengthMax, 'This is no e-mail address.')
  // PostgreSQL cannot look for U+0000.
  .regex(/^\P{Cc}*$/u, 'This is no e-mail address.');

export const passwordLengthMin = 10;
const passwordLengthMax = 200;

/** A password as typed, whether it is right or not. */
export const typedPassword = z
  .string('The password is missing.')
  .min(1, 'The password is missing.')
  .max(passwordLengthMax, `A password has at most ${passwordLengthMax} characters.`);

/** Reads a form. Throws `unusable_field` with the first field that is not usable, `invalid_request` for no form at all. */
export function formOf<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  if (issue === undefined || field === '') {
    throw invalidRequest('the body must be a JSON object with the members of this form alone');
  }
  throw new PortalError('unusable_field', issue.message, { field });
}
