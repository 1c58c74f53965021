import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Command, OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { LauncherError, wordsOf } from '../launcher-error.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

type Print = (text: string) => void;

const server = 'authorization-server';
const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Registers the client, or the clients, of a metadata file and prints what was registered; resolves to the exit code. */
export async function addClients(
  context: Context,
  { bank, metadata: file, replace }: OptionsOf<'client add'>,
  print: Print,
): Promise<number> {
  const metadata = await metadataIn(file);
  const order = { operation: 'client.add', bank, metadata, replace };
  const registered = z.array(z.unknown()).parse(await operate(context, server, order));
  print(json(Array.isArray(metadata) ? registered : registered[0]));
  return 0;
}

async function metadataIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (cause) {
    const what = file === '-' ? 'standard input' : file;
    throw new LauncherError(
      `${what} cannot be read as JSON: ${wordsOf(cause)}`,
      'name a file that holds client metadata (RFC 7591 2) as one object or an array',
      { cause },
    );
  }
}

const listSchema = z.array(
  z.object({
    client_id: z.string(),
    status: z.string(),
    metadata: z.looseObject({
      client_name: z.string().default(''),
      token_endpoint_auth_method: z.string(),
      dpop_bound_access_tokens: z.boolean().optional(),
      redirect_uris: z.array(z.string()).default([]),
    }),
  }),
);

/** Lists the clients of a bank. */
export async function listClients(
  context: Context,
  { bank, json: asJson }: OptionsOf<'client list'>,
  print: Print,
): Promise<number> {
  const clients = listSchema.parse(
    await operate(context, server, { operation: 'client.list', bank }),
  );
  if (asJson) {
    print(json(clients.map(({ status, metadata }) => ({ status, ...metadata }))));
    return 0;
  }
  const rows = clients.map(({ client_id: id, status, metadata }) => [
    ...[id, metadata.client_name, status, metadata.token_endpoint_auth_method],
    metadata.dpop_bound_access_tokens === true ? 'DPoP' : 'certificate',
    metadata.redirect_uris.join(' '),
  ]);
  const head = [
    'client_id',
    'name',
    'status',
    'authentication',
    'tokens bound by',
    'redirect_uris',
  ];
  print(rows.length === 0 ? `${bank} has no clients.` : table([head, ...rows]));
  return 0;
}

const removedSchema = z.object({
  client_id: z.string(),
  requests: z.number(),
  codes: z.number(),
  refresh_tokens: z.number(),
  grants: z.number(),
});

const done: Readonly<Record<string, string>> = {
  'client freeze': 'is frozen: it may not act until it is thawed',
  'client thaw': 'may act again',
};

type OneClient = Extract<
  Command,
  'client show' | 'client remove' | 'client freeze' | 'client thaw'
>;

/** Shows, removes, freezes or thaws one client. */
export async function aboutClient(
  context: Context,
  command: OneClient,
  clientId: string,
  options: OptionsOf<OneClient>,
  print: Print,
): Promise<number> {
  const { bank, json: asJson } = options;
  const reason = 'reason' in options ? options.reason : undefined;
  const operation = command.replace(' ', '.');
  const result = await operate(context, server, { operation, bank, client_id: clientId, reason });
  if (command === 'client show') print(json(result));
  else if (command === 'client remove') print(asJson ? json(result) : removalWords(result));
  else print(asJson ? json(result) : `${clientId} ${done[command] ?? ''}.`);
  return 0;
}

function removalWords(result: unknown): string {
  const removed = removedSchema.parse(result);
  const ended = [
    [removed.grants, 'grants'],
    [removed.refresh_tokens, 'refresh tokens'],
    [removed.codes, 'authorization codes'],
    [removed.requests, 'pushed requests'],
  ].map(([count, what]) => `${count} ${what}`);
  return `${removed.client_id} is removed, and with it ${ended.join(', ')}.`;
}
