import type { Exchange } from '../records/recorded.js';
import { exchangeWording } from './exchange-wording.js';

/** A line of the log. */
export interface LoggedExchange extends Exchange {
  readonly bank: string;
  readonly title: string;
}

/** An exchange as the log shows it. */
export const loggedExchange = (exchange: Exchange, bank: string): LoggedExchange => ({
  ...exchange,
  bank,
  title: exchangeWording(exchange).title,
});
