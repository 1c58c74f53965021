import { z } from 'zod';
import type { Command, Invocation } from '../commands-table.js';
import type { Context } from '../context.js';
import { operate } from '../operate.js';
import { table } from '../table.js';

type Print = (text: string) => void;

/** Orders to the directory. */
export type DirectoryCommand = Extract<Command, `directory ${string}`>;

type DirectoryOptions = Extract<Invocation, { command: DirectoryCommand }>['options'];

const rowsSchema = z.array(z.looseObject({}));

/** What of each row is shown, under which title. */
const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  authority: {
    authority_id: 'authority',
    subject: 'subject',
    state: 'state',
    not_after: 'until',
    crl_number: 'list',
    crl_next_update: 'next list by',
    change: 'change',
  },
  key: { kid: 'kid', alg: 'alg', active_from: 'signs from', removed_from: 'published until' },
  organisation: {
    organisation_id: 'organisation',
    name: 'name',
    country: 'country',
    roles: 'roles',
    status: 'status',
    software: 'software',
  },
  software: {
    software_id: 'software',
    client_name: 'name',
    organisation_name: 'organisation',
    roles: 'roles',
    certificates: 'certificates',
  },
};

/** Gives an order to the directory and shows what it answers; resolves to 0. Throws `OrderRefused`. */
export async function orderDirectory(
  context: Context,
  command: DirectoryCommand,
  operand: string,
  options: DirectoryOptions,
  print: Print,
): Promise<number> {
  const [, noun = '', verb = ''] = command.split(' ');
  const order = {
    operation: `${noun}.${verb}`,
    ...(operand !== '' && { organisation_id: operand }),
    ...('emergency' in options && { emergency: options.emergency }),
  };
  const rows = rowsSchema.parse(await operate(context, 'directory', order));
  if (options.json) {
    print(JSON.stringify(rows, null, 2));
    return 0;
  }
  const isTold = ([member]: [string, string]): boolean =>
    member !== 'change' || rows.some((row) => member in row);
  const shown = Object.entries(columns[noun] ?? {}).filter(isTold);
  const cells = rows.map((row) => shown.map(([member]) => cellOf(row[member])));
  print(table([shown.map(([, title]) => title), ...cells]));
  return 0;
}

function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
