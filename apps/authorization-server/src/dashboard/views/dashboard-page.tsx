import { Button, Navigation, Page, TimeLeft, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { Form } from '../../interaction/views/journey.js';
import type { VisitModel } from './dashboard.model.js';

/** A page of a signed-in customer: where they are, as whom, and the way out stand beside it. */
export function DashboardPage(props: {
  model: VisitModel;
  title: string;
  here: 'current' | 'history';
  children: ReactNode;
}): ReactElement {
  const { model, title, here, children } = props;
  const { current, history, signOut } = model.paths;
  const aside = (
    <>
      <Navigation
        label="What you share"
        places={[
          { id: 'current', label: 'Sharing now', href: current, here: here === 'current' },
          { id: 'history', label: 'History', href: history, here: here === 'history' },
        ]}
      />
      <div className="visit">
        <p>
          Signed in as{' '}
          <strong>
            <Words lengthMax={80}>{model.customerName}</Words>
          </strong>
        </p>
        <Form className="sign-out" action={signOut} csrfToken={model.csrfToken}>
          <Button id="sign-out" kind="quiet">
            Sign out
          </Button>
        </Form>
      </div>
      <TimeLeft minutes={model.minutesLeft}>
        After that you are signed out. Each page you open gives you more.
      </TimeLeft>
    </>
  );
  return (
    <Page title={title} bank={model.bank} aside={aside}>
      {children}
    </Page>
  );
}
