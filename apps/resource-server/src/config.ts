import { fileContent, recordsSettings, secretFile, serverSettings } from '@sandbank/platform';
import { z } from 'zod';

/** Settings of the resource server. */
export const settingsSchema = serverSettings.extend({
  /** Milliseconds between two statuses of a payment. */
  SANDBANK_PAYMENT_STEP_MS: z.coerce.number().int().min(1).max(86_400_000).default(1000),
  ...recordsSettings,
});
export type Settings = z.output<typeof settingsSchema>;

/** DI token of the settings. */
export const SETTINGS = Symbol('SETTINGS');

/** Settings of the seed and of the migrations: the database alone. */
export const databaseSettingsSchema = z.object({
  SANDBANK_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SANDBANK_DATABASE_PASSWORD_FILE: fileContent.transform((text) => text.trim()).optional(),
});

/** Settings of an operator's order: the database, and the secret under which keys are sealed. */
export const orderSettingsSchema = databaseSettingsSchema.extend({
  SANDBANK_SECRET_FILE: secretFile,
});
