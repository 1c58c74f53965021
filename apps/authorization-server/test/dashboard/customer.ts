import { BankVisitor, codeOnPhone, type Page } from '@sandbank/testing';
import type { RunningServer } from '../running-server.js';

/** Who signs in. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

/** A customer's browser at the dashboard. */
export class DashboardCustomer {
  readonly visitor: BankVisitor;

  constructor(
    readonly server: RunningServer,
    /** The bank's address. */
    readonly issuer = server.issuer,
  ) {
    this.visitor = new BankVisitor(server.tls.ca);
  }

  /** Opens a page below the dashboard; `''` is the first. */
  open(path = ''): Promise<Page> {
    return this.visitor.open(`${this.issuer}/dashboard${path}`);
  }

  /** Signs in from that page, and ends on it. */
  async signIn(person: Person, path = ''): Promise<Page> {
    const { username, password } = person;
    const loginPage = await this.open(path);
    const codePage = await this.visitor.press(loginPage, 'login-submit', { username, password });
    return this.visitor.press(codePage, 'login-submit', { otp: codeOnPhone(codePage) });
  }

  press(page: Page, button: string): Promise<Page> {
    return this.visitor.press(page, button);
  }

  /** What the browser holds for its session. */
  get secret(): string {
    return this.visitor.cookies.get('__Host-dashboard-harbour') ?? '';
  }
}
