import { fileContent } from '@sandbank/platform';
import { z } from 'zod';

/** A setting that names a JSON file; its value is the file’s content, parsed with this schema. */
export const jsonFile = <T extends z.ZodType>(schema: T) =>
  fileContent.transform((text, context): z.output<T> => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: z.prettifyError(parsed.error) });
    return z.NEVER;
  });
