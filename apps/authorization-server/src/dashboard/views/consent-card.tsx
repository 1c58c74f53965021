import { ButtonLink, DescriptionList, Status, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import type { DashboardPaths } from '../dashboard-paths.js';
import { consentTitle, ConsentSubject, stopVerb } from './consent-words.js';
import type { ConsentItem } from './dashboard.model.js';
import { ChosenAccounts, day, isOnce, LastUsed, Moment, untilInWords } from './words.js';

/** One consent on a list: what a customer asks first, the way to everything else, and the way to stop it. */
export function ConsentCard(props: {
  consent: ConsentItem;
  app: string;
  paths: DashboardPaths;
}): ReactElement {
  const { consent, paths } = props;
  const { id, status, lives } = consent;
  return (
    <article className="consent" aria-labelledby={`consent-${id}`}>
      <div className="consent-head">
        <h3 id={`consent-${id}`}>{consentTitle(consent)}</h3>
        <Status kind={status.kind}>{status.label}</Status>
      </div>
      <DescriptionList items={factsOf(consent)} />
      <p className="actions">
        <a id={`details-${id}`} href={paths.consent(id)}>
          Details and who looked
          <span className="spoken">
            : {consentTitle(consent)}, <Words lengthMax={80}>{props.app}</Words>
          </span>
        </a>
        {lives ? (
          <ButtonLink id={`stop-${id}`} kind="secondary" href={paths.stopConsent(id)}>
            {stopVerb(consent)}
          </ButtonLink>
        ) : null}
      </p>
    </article>
  );
}

/** What happened when the consent ended; that of an order ended as it was handed in. */
const endTerm = ({ status, order, kind }: ConsentItem): string => {
  if (order !== undefined) return kind === 'standing-order' ? 'Set up' : 'Ordered';
  return status.kind === 'done' ? status.label : 'Ended';
};

/** What stands on a card, in the order in which a customer asks. */
function factsOf(consent: ConsentItem): { term: string; description: ReactNode }[] {
  const { lives, accounts, endedAt, kind, order } = consent;
  return [
    { term: 'What', description: <ConsentSubject consent={consent} /> },
    {
      term: accounts.length === 1 ? 'Account' : 'Accounts',
      description: <ChosenAccounts accounts={accounts} />,
    },
    { term: 'Allowed', description: day(consent.since) },
    lives || endedAt === undefined
      ? { term: isOnce(kind) ? 'How often' : 'Until', description: untilInWords(consent) }
      : { term: endTerm(consent), description: <Moment of={endedAt} /> },
    ...(order?.calledOffAt === undefined
      ? []
      : [{ term: 'Called off', description: <Moment of={order.calledOffAt} /> }]),
    { term: 'Last used', description: <LastUsed lastUse={consent.lastUse} /> },
  ];
}
