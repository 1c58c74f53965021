import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { money } from '../parts/format.js';
import { Dialog } from '../parts/dialog.js';
import type { OperationForm } from './operation-form.js';
import classes from './explorer.module.css';

interface Order {
  readonly Data?: {
    readonly Initiation?: {
      readonly InstructedAmount?: { readonly Amount?: string; readonly Currency?: string };
      readonly CreditorAccount?: { readonly Name?: string };
    };
  };
}

/** The second of two steps for what leaves something behind at the bank. */
export function Confirmation({
  open,
  close,
  confirm,
  form,
  bankName,
  body,
}: {
  open: boolean;
  close: () => void;
  confirm: () => void;
  form: OperationForm;
  bankName: string;
  body: unknown;
}): ReactElement {
  const pays = form.path === '/pisp/domestic-payments';
  return (
    <Dialog open={open} close={close} title={pays ? 'Send this payment?' : titleOf(form)}>
      <p>{pays ? paymentWords(body as Order, bankName) : consequenceOf(form, bankName)}</p>
      <div className={classes.send}>
        <Button id="call-confirm" onClick={confirm}>
          {pays ? 'Send the payment' : 'Send it'}
        </Button>
        <Button variant="default" onClick={close}>
          Not now
        </Button>
      </div>
    </Dialog>
  );
}

const titleOf = ({ method }: OperationForm): string =>
  method === 'DELETE' ? 'End this at the bank?' : 'Leave this at the bank?';

const consequenceOf = ({ method, path }: OperationForm, bankName: string): string =>
  method === 'DELETE'
    ? `${bankName} ends it at once, and nothing can be read under it any more. It cannot be undone.`
    : path.includes('consent')
      ? `${bankName} keeps a consent that waits for a customer. Nobody is charged, and nothing is shared by it.`
      : `${bankName} carries it out.`;

function paymentWords({ Data }: Order, bankName: string): string {
  const { InstructedAmount, CreditorAccount } = Data?.Initiation ?? {};
  const { Amount, Currency } = InstructedAmount ?? {};
  const sum =
    Amount === undefined || Currency === undefined || !/^[A-Z]{3}$/.test(Currency)
      ? 'what the body says'
      : money(Amount, Currency);
  const payee = CreditorAccount?.Name ?? 'the account in the body';
  return `${bankName} takes ${sum} from the account that its customer chose, and pays ${payee}. No real money moves; in the sandbox’s books it does.`;
}
