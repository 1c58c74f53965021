import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { App } from '../apps/types.js';
import { Dialog } from '../parts/dialog.js';
import { Failure } from '../parts/states.js';
import { isShared, summaryOf, type RecordedConsent } from './consent-words.js';
import classes from './consents.module.css';

/** Ends a consent, in two steps and with the consequence stated. */
export function StopSharing({
  app,
  consent,
  bankName,
  stopped,
}: {
  app: App;
  consent: RecordedConsent;
  bankName: string;
  stopped: (words: string) => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const shared = isShared(consent);
  const act = shared ? 'Stop sharing' : 'Call it off';
  const stop = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const { bank, consent_id: id } = consent;
    try {
      const path = `/api/applications/${app.id}/consents/${encodeURIComponent(bank)}/${id}/revocation`;
      await call(path, { method: 'POST', body: {} });
      setAsking(false);
      stopped(`Stopped: “${summaryOf(consent)}” at ${bankName}. It is in the history now.`);
    } catch (thrown) {
      setError(apiErrorOf(thrown));
    }
    setBusy(false);
  };
  return (
    <div>
      <Button
        variant="default"
        size="sm"
        onClick={() => setAsking(true)}
        aria-label={`${act}: ${summaryOf(consent)}`}
      >
        {act}
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title={`${act}?`}>
        <p>
          {shared
            ? `The permission ends at ${bankName} at once, as if ${app.name} had given it back: its tokens are of no use any more, and nothing can be read. The customer sees it in their history.`
            : `Nothing more can be done under it at ${bankName}. What was carried out stays as it is.`}{' '}
          To go on later, they have to be asked again.
        </p>
        {error === undefined ? null : <Failure error={error} />}
        <div className={classes.actions}>
          <Button
            id="stop-confirm"
            variant="outline"
            className={classes.danger ?? ''}
            loading={busy}
            onClick={() => void stop()}
          >
            {act}
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            {shared ? 'Keep sharing' : 'Keep it'}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
