import { DescriptionList, Disclosure, plain } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { DeveloperModel } from './consent.model.js';

/** The request as a developer reads it. */
export function ForDevelopers({ developer }: { developer: DeveloperModel }): ReactElement {
  const facts: readonly (readonly [string, string])[] = [
    ['Client', developer.clientId],
    ['Sender constraint', developer.senderConstraint],
    ['Resource server', developer.resourceServer],
    ['Scope', developer.scope],
  ];
  return (
    <Disclosure id="developers" appearance="plain" summary="For developers">
      <DescriptionList
        items={facts.map(([term, value]) => ({
          term,
          description: <code>{plain(value, 300)}</code>,
        }))}
      />
      <h3 className="raw-title">Authorization details</h3>
      <pre className="raw" tabIndex={0} role="region" aria-label="Authorization details">
        <code dir="ltr">{visible(developer.authorizationDetails)}</code>
      </pre>
    </Disclosure>
  );
}

// Format characters are written out, as JSON allows, so that the raw text cannot show anything but itself.
const visible = (json: string): string =>
  json
    .slice(0, 20_000)
    .replace(/\p{Cf}/gu, (hidden) =>
      Array.from(
        { length: hidden.length },
        (_, index) => `\\u${hidden.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
