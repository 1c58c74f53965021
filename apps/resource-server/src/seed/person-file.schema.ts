import { z } from 'zod';
import { customerSchema } from './persona.js';

/**
 * A file of `apps/sandbox/data/people`: a person as the bank knows them, and how they sign in. The launcher keeps the
 * latter from this server; its schema is here so that one document describes the whole file.
 */
export const personFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    ...customerSchema.shape,
    bank: z.string().meta({ description: 'The slug of a bank in data/banks.' }),
    id: z.uuid().meta({ description: 'Made once and kept: accounts and history hang on it.' }),
    username: z.string().regex(/^[A-Za-z0-9._@-]{1,64}$/),
    password: z.string().min(8).max(128),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .meta({ description: 'The one-time code, always the same.' }),
    name: z.string().min(1).max(100),
    persona: z.string().min(1).max(200).meta({ description: 'Who this is, in one line.' }),
  })
  .meta({ title: 'A person of the sandbox', description: 'See README.md beside this file.' });

/** The JSON Schema of such a file, as it is committed beside the files. */
export const personFileJsonSchema = (): object =>
  z.toJSONSchema(personFileSchema, { io: 'input', target: 'draft-2020-12' });
