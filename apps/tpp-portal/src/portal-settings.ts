import { fileContent, serverSettings } from '@sandbank/platform';
import { z } from 'zod';

const json = <T extends z.ZodType>(schema: T) =>
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

const privateKeys = json(
  z.object({
    keys: z
      .array(z.looseObject({ kty: z.string(), kid: z.string().min(1), d: z.string().min(1) }))
      .min(1)
      .max(10),
  }),
);

const demoClient = z.object({
  bank: z.string().regex(/^[a-z0-9-]{1,40}$/),
  bank_name: z.string().min(1).max(80),
  issuer: z.url({ protocol: /^https$/ }),
  resource_base: z.url({ protocol: /^https$/ }),
  client_id: z.string().min(1).max(200),
  client_name: z.string().min(1).max(80),
  redirect_uri: z.url({ protocol: /^https$/ }),
  jwks_file: privateKeys,
});

const person = z.object({
  bank: z.string(),
  username: z.string(),
  password: z.string(),
  code: z.string(),
  name: z.string(),
  persona: z.string().optional(),
});

/** The portal's settings: those of every server, its demo clients, and the people a visitor may play. */
export const portalSettings = serverSettings.extend({
  SANDBANK_DEMO_CLIENTS_FILE: json(z.object({ clients: z.array(demoClient).min(1).max(20) })),
  SANDBANK_PEOPLE_FILE: json(z.object({ customers: z.array(person).max(200) })).optional(),
});

export type PortalSettings = z.output<typeof portalSettings>;
export type DemoClient = z.output<typeof demoClient>;
export type Person = z.output<typeof person>;
/** DI token of the parsed settings. */
export const SETTINGS = Symbol('PORTAL_SETTINGS');
