import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api/api.js';
import { Dialog } from '../parts/dialog.js';
import { Failure } from '../parts/states.js';
import type { App } from './types.js';
import { useAct } from '../parts/use-act.js';
import classes from './apps.module.css';

/** Ends an application, in two steps and with the consequence stated. */
export function RemoveApp({ app, reload }: { app: App; reload: () => void }): ReactElement {
  const [asking, setAsking] = useState(false);
  const removal = useRemoval(app, reload);
  const banks = app.clients.length;
  return (
    <>
      <Button
        id="remove-app"
        variant="subtle"
        className={classes.dangerText ?? ''}
        onClick={() => setAsking(true)}
      >
        Remove this application
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title={`Remove ${app.name}?`}>
        <p>
          {banks === 0
            ? 'Its'
            : `Its client ${banks === 1 ? 'at one bank' : `at ${banks} banks`} ends first, with every token and consent. Then its`}{' '}
          software leaves the directory and all its certificates are revoked. This cannot be undone.
        </p>
        {removal.error === undefined ? null : <Failure error={removal.error} />}
        <div className={classes.actions}>
          <Button
            id="remove-app-confirm"
            variant="outline"
            className={classes.danger ?? ''}
            loading={removal.busy}
            onClick={removal.remove}
          >
            Remove it
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** Shown while the end of an application is not through: what is left, and how to finish. */
export function BeingRemoved({ app, reload }: { app: App; reload: () => void }): ReactElement {
  const removal = useRemoval(app, reload);
  return (
    <div role="alert" className={classes.notice}>
      <p>
        <b>This application is being removed.</b>{' '}
        {app.clients.length === 0
          ? 'Its clients are gone; the directory has not confirmed yet.'
          : `Still registered at: ${app.clients.map(({ bank }) => bank).join(', ')}.`}{' '}
        Nothing else can be done with it.
      </p>
      {removal.error === undefined ? null : <Failure error={removal.error} />}
      <Button variant="outline" loading={removal.busy} onClick={removal.remove}>
        Go on removing
      </Button>
    </div>
  );
}

function useRemoval(app: App, reload: () => void) {
  const act = useAct();
  const navigate = useNavigate();
  const remove = (): void => {
    void act
      .run(() => call(`/api/applications/${app.id}`, { method: 'DELETE' }))
      .then((done) => (done ? void navigate('/apps') : reload()));
  };
  return { ...act, remove };
}
