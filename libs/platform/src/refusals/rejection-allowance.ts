/** How many are kept in a minute before most are left out. */
export interface KeptPerMinute {
  /** Of one client. */
  readonly client: number;
  /** Of all who prove no client, together. */
  readonly strangers: number;
}

const rejectionsKept: KeptPerMinute = { client: 60, strangers: 600 };
const oneInSoMany = 100;
const clientsMax = 10_000;
/** The account of every request that proves no client: invented names must not get an allowance each. */
const strangers = '';

interface Account {
  kept: number;
  leftOut: number;
}

/** How many rejections are kept of one client: all of them up to 60 a minute, then every hundredth. */
export class RejectionAllowance {
  private readonly accounts = new Map<string, Account>();
  private minute = 0;

  constructor(private readonly kept = rejectionsKept) {}

  /**
   * Undefined when this rejection is not to be kept, else how many before it were not.
   * `client` is the authenticated client with its bank; undefined for strangers.
   */
  take(client: string | undefined, nowSeconds: number): number | undefined {
    this.turn(Math.floor(nowSeconds / 60));
    const account = this.accountOf(client);
    const max = client === undefined ? this.kept.strangers : this.kept.client;
    if (account.kept >= max && account.leftOut + 1 < oneInSoMany) {
      account.leftOut += 1;
      return undefined;
    }
    const { leftOut } = account;
    account.kept += 1;
    account.leftOut = 0;
    return leftOut;
  }

  private accountOf(client = strangers): Account {
    const known = this.accounts.get(client);
    if (known !== undefined) return known;
    if (this.accounts.size >= clientsMax) this.accounts.clear();
    const account = { kept: 0, leftOut: 0 };
    this.accounts.set(client, account);
    return account;
  }

  /** A new minute, a new allowance; what was left out is told with the next that is kept. */
  private turn(minute: number): void {
    if (minute === this.minute) return;
    this.minute = minute;
    for (const [client, account] of this.accounts) {
      if (account.leftOut === 0) this.accounts.delete(client);
      else account.kept = 0;
    }
  }
}
