import type { ReactElement } from 'react';
import { useApp } from '../app-context.js';
import { RemoveApp } from '../remove-app.js';

/** An application at a glance. */
export function OverviewPage(): ReactElement {
  const { app, reload } = useApp();
  return (
    <>
      <title>{`${app.name} – Sandbank`}</title>
      <RemoveApp app={app} reload={reload} />
    </>
  );
}
