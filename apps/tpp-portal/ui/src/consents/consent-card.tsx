import type { ReactElement, ReactNode } from 'react';
import type { App } from '../apps/types.js';
import { CopyText } from '../parts/copy.js';
import { day, moment } from '../parts/format.js';
import {
  isCurrent,
  kindWords,
  stateWords,
  summaryOf,
  type RecordedConsent,
} from './consent-words.js';
import { StopSharing } from './stop-sharing.js';
import classes from './consents.module.css';

/** One consent: what it is for, how it stands, until when, and when it was last used. */
export function ConsentCard({
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
  const { consent_id: id, type, granted_at, ends_at, last_accessed_at } = consent;
  const { words, tone } = stateWords(consent);
  const living = isCurrent(consent);
  return (
    <article id={id} className={classes.consent} aria-labelledby={`${id}-title`}>
      <header className={classes.consentHead}>
        <div>
          <h3 id={`${id}-title`}>{summaryOf(consent)}</h3>
          <p className="quiet">
            {kindWords(type)} · {bankName}
          </p>
        </div>
        <span className={classes.state} data-tone={tone}>
          {words}
        </span>
      </header>
      <dl className={classes.facts}>
        <Fact name="Allowed">{granted_at === null ? 'not yet' : day(granted_at)}</Fact>
        {ends_at === null && granted_at === null ? null : (
          <Fact name={living ? 'Valid until' : 'Was valid until'}>
            {ends_at === null ? 'it is stopped' : day(ends_at)}
          </Fact>
        )}
        {granted_at === null ? null : (
          <Fact name="Last accessed">
            {last_accessed_at === null ? 'never' : moment(last_accessed_at)}
          </Fact>
        )}
        <Fact name="Consent">
          <CopyText value={id} label="Copy the consent id" />
        </Fact>
      </dl>
      {living ? <StopSharing {...{ app, consent, bankName, stopped }} /> : null}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
