/** How an option is given: on its own, with a word, with a word that must be there, or with the number of a port. */
type OptionKind = 'flag' | 'word' | 'required' | 'port';

interface CommandShape {
  /** Every option by its name without dashes. */
  readonly options: Readonly<Record<string, OptionKind>>;
  /** What the one word after the command names; a command without it takes none. */
  readonly operand?: string;
}

const ofBank = { bank: 'required', json: 'flag' } as const;
const ofClient = { options: ofBank, operand: 'client id' } as const;
const withReason = { ...ofBank, reason: 'word' } as const;
const ofAccount = { options: { json: 'flag' }, operand: 'account id' } as const;
const ofOrganisation = { options: { json: 'flag' }, operand: 'organisation id' } as const;
const ofConsent = { options: withReason, operand: 'consent id' } as const;

/** Every command with its options: the whole grammar of `npm run sandbox --`. */
export const commands = {
  start: { options: { reset: 'flag', detach: 'flag', 'port-base': 'port' } },
  stop: { options: {} },
  status: { options: {} },
  doctor: { options: {} },
  prepare: { options: {} },
  help: { options: {} },
  'client add': { options: { ...ofBank, metadata: 'required', replace: 'flag' } },
  'client list': { options: ofBank },
  'client show': ofClient,
  'client remove': ofClient,
  'client freeze': { options: withReason, operand: 'client id' },
  'client thaw': { options: withReason, operand: 'client id' },
  'client certificate': {
    options: {
      ...{ subject: 'word', dns: 'word', uri: 'word', ip: 'word', email: 'word' },
      ...{ 'public-key': 'word', days: 'word', out: 'word', json: 'flag' },
    },
    operand: 'client id',
  },
  'consent suspend': ofConsent,
  'consent resume': ofConsent,
  'consent revoke': ofConsent,
  'grant revoke': { options: withReason, operand: 'grant id' },
  'audit export': { options: { out: 'word' }, operand: 'bank' },
  'audit verify': { options: { jwks: 'word', after: 'word' }, operand: 'file' },
  'audit erase': { options: { bank: 'required' }, operand: 'username' },
  'key list': { options: ofBank },
  'key rotate': { options: { ...ofBank, purpose: 'word', alg: 'word', emergency: 'flag' } },
  'event list': { options: { ...ofBank, client: 'word', state: 'word' } },
  'event replay': { options: { ...ofBank, client: 'word', jti: 'word' } },
  'ledger verify': { options: { json: 'flag' } },
  'customer add': {
    options: {
      ...ofBank,
      username: 'required',
      name: 'required',
      password: 'word',
      code: 'word',
      persona: 'word',
    },
  },
  'customer generate': {
    options: {
      ...{ count: 'required', transactions: 'required', seed: 'word', bank: 'word' },
      json: 'flag',
    },
  },
  'directory authority list': { options: { json: 'flag' } },
  'directory authority rotate': { options: { emergency: 'flag', json: 'flag' } },
  'directory key list': { options: { json: 'flag' } },
  'directory key rotate': { options: { emergency: 'flag', json: 'flag' } },
  'directory organisation list': { options: { json: 'flag' } },
  'directory organisation suspend': ofOrganisation,
  'directory organisation reinstate': ofOrganisation,
  'directory software list': { options: { json: 'flag' } },
  'account close': ofAccount,
  'account disable': ofAccount,
  'account reopen': ofAccount,
} as const satisfies Record<string, CommandShape>;

export type Command = keyof typeof commands;

interface ValueOfKind {
  readonly flag: boolean;
  readonly word: string | undefined;
  readonly required: string;
  readonly port: number | undefined;
}

/** The options of a command as they were given. */
export type OptionsOf<C extends Command> = {
  readonly [Name in keyof (typeof commands)[C]['options']]: ValueOfKind[Extract<
    (typeof commands)[C]['options'][Name],
    OptionKind
  >];
};

/** One command line, understood. */
export type Invocation = {
  [C in Command]: {
    readonly command: C;
    readonly options: OptionsOf<C>;
    /** Empty for a command that takes none. */
    readonly operand: string;
  };
}[Command];

/** The shape of a command, for whoever reads words. */
export const shapeOf = (command: Command): CommandShape => commands[command];
