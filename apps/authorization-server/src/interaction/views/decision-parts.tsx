import { BankMark, Button, Card, Monogram, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import type { ConsentModel } from './consent.model.js';

/** What begins every page that asks for a decision: the app and the bank, the question, and whom it asks. */
export function Question({
  model,
  children,
}: {
  model: ConsentModel;
  children: ReactNode;
}): ReactElement {
  return (
    <>
      <div className="parties" aria-hidden="true">
        <Monogram name={model.client.name} />
        <span className="parties-line" />
        <BankMark accent={model.bank.accent} />
      </div>
      <h1>{children}</h1>
      <p className="lead">
        Signed in as <Words lengthMax={80}>{model.customerName}</Words>.
      </p>
    </>
  );
}

/** What ends it: the two buttons, or Cancel alone where there is nothing to allow. */
export function Decision({
  allow,
  children,
}: {
  allow: string | undefined;
  children?: ReactNode;
}): ReactElement {
  return (
    <Card kind="tinted">
      {children}
      <div className="actions">
        {allow === undefined ? null : (
          <Button id="consent-allow" kind="primary" name="decision" value="allow">
            {allow}
          </Button>
        )}
        <Button id="cancel" kind="secondary" name="decision" value="cancel" skipsValidation>
          Cancel
        </Button>
      </div>
    </Card>
  );
}
