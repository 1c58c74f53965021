import { accountInWords, inWords } from '@sandbank/consent';
import type { SharedPayment } from '../bank-internal/shared-payments.client.js';
import type { AppItem, SharedPaymentItem } from './views/index.js';

/** A payment that needs several holders, in words. */
export const sharedPaymentItem = (
  payment: SharedPayment,
  apps: ReadonlyMap<string, AppItem>,
): SharedPaymentItem => ({
  id: payment.PaymentId,
  amount: inWords(payment.Amount),
  payee: payment.Payee.Name,
  payeeAccount: accountInWords(payment.Payee.Identification),
  reference: payment.Reference,
  account: {
    name: payment.Account.Nickname,
    maskedNumber: payment.Account.MaskedIdentification,
  },
  startedBy: payment.StartedBy,
  startedByYou: payment.StartedByYou,
  app: apps.get(payment.ClientId)?.name ?? payment.ClientId,
  startedAt: payment.StartedAt,
  until: payment.Until,
  required: payment.NumberRequired,
  received: payment.NumberReceived,
  state: payment.State,
  signedByYou: payment.SignedByYou,
});
