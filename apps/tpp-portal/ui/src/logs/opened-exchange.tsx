import { useEffect, useRef, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Hop } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { HopDetail } from '../flow/hop-detail.js';
import { Failure, Waiting } from '../parts/states.js';
import { filterOf } from './log-entry.js';
import classes from './logs.module.css';

/** One exchange of the log laid open: what was checked, sent and answered. */
export function OpenedExchange({
  app,
  id,
}: {
  app: { id: string; name: string };
  id: string;
}): ReactElement {
  const [query] = useSearchParams();
  const detail = useRef<HTMLElement>(null);
  const [bank, server] = query.get('at')?.split(' ') ?? [];
  const hint = new URLSearchParams({
    ...(bank === undefined ? {} : { bank }),
    ...(server === undefined ? {} : { server }),
  }).toString();
  const { data, error, reload } = useResource<Hop & { bankName: string; flow?: string }>(
    `/api/applications/${app.id}/exchanges/${encodeURIComponent(id)}?${hint}`,
  );
  const back = new URLSearchParams(filterOf(query)).toString();

  useEffect(() => {
    if (!window.matchMedia('(min-width: 70rem)').matches) {
      detail.current?.scrollIntoView({ block: 'start' });
    }
  }, [id]);

  return (
    <aside ref={detail} className={classes.opened} aria-label="The opened exchange">
      <p className={classes.back}>
        <Link to={`/apps/${app.id}/logs${back === '' ? '' : `?${back}`}`} preventScrollReset>
          Close
        </Link>
        {data?.flow === undefined ? null : (
          <Link to={`/apps/${app.id}/flows/${data.flow}?bank=${data.bank ?? ''}`}>
            The whole flow
          </Link>
        )}
      </p>
      {error === undefined ? null : (
        <Failure error={error} retry={error.status === 404 ? undefined : reload} />
      )}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data === undefined ? null : (
        <HopDetail
          hop={data}
          appName={app.name}
          whyOf={(interaction) => `/apps/${app.id}/rejections?interaction=${interaction}`}
        />
      )}
    </aside>
  );
}
