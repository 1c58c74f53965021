import { sha256 } from '@sandbank/crypto';
import { fileContent, serverSettings } from '@sandbank/platform';
import { z } from 'zod';
import { demoClients } from './demo-clients.js';
import { jsonFile } from './json-file.js';
import { payee } from './payments/payment-wish.js';
import { recordsTokenFile } from './records/records-token.js';
import { person } from './people/person.js';

/** The portal's settings: those of every server, its registrations, and the people a visitor may play. */
export const portalSettings = serverSettings.extend({
  SANDBANK_DEMO_CLIENTS_FILE: jsonFile(demoClients),
  SANDBANK_PEOPLE_FILE: jsonFile(
    z.object({
      customers: z.array(person).max(200),
      payees: z.array(payee).max(50).default([]),
    }),
  ).optional(),
  /** Opens what the banks’ servers recorded; without it the pages that show it say so. */
  SANDBANK_RECORDS_TOKEN_FILE: recordsTokenFile.optional(),
  /** Lets the portal register organisations at the directory. */
  SANDBANK_REGISTRAR_TOKEN_FILE: fileContent.transform((text) => text.trim()).optional(),
  /** Signs the operator in; only its digest is kept. Without it nobody is an operator. */
  SANDBANK_OPERATOR_PASSWORD_FILE: fileContent.transform((text) => sha256(text.trim())).optional(),
  /** Where operators' orders are carried out, and the token that they are given with. */
  SANDBANK_CONTROL_URL: z.url({ protocol: /^https$/ }).optional(),
  SANDBANK_OPERATOR_TOKEN_FILE: fileContent.transform((text) => text.trim()).optional(),
  /** How long an answer of a bank may take, its body included. */
  SANDBANK_BANK_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
});

export type PortalSettings = z.output<typeof portalSettings>;
export type { DemoClient } from './demo-clients.js';
/** DI token of the parsed settings. */
export const SETTINGS = Symbol('PORTAL_SETTINGS');
