import type { ReactElement } from 'react';
import { Clusters } from './consent-parts.js';
import type { ConsentModel } from './consent.model.js';
import { ClientName } from './journey.js';

/** What scopes tell an app besides what a page is about (RFC 9396 3.1); nothing where they tell nothing. */
export function AlsoLearns({ model }: { model: ConsentModel }): ReactElement | null {
  if (model.clusters.length === 0) return null;
  return (
    <section className="section">
      <h2>
        What <ClientName>{model.client.name}</ClientName> also learns
      </h2>
      <p>Open a line to see each part.</p>
      <Clusters clusters={model.clusters} />
    </section>
  );
}
