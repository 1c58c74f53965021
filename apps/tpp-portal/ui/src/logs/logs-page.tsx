import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useApp } from '../apps/app-context.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { Silent } from '../rejections/silent.js';
import { filterOf } from './log-entry.js';
import { LogFilters } from './log-filters.js';
import { LogRows } from './log-rows.js';
import { OpenedExchange } from './opened-exchange.js';
import { useLogTail, type LogTail } from './use-log-tail.js';
import { useLog, type Log } from './use-log.js';
import classes from './logs.module.css';

/** What an application's clients asked of the banks, live. */
export function LogsPage(): ReactElement {
  const { app } = useApp();
  const { exchange } = useParams();
  const [query] = useSearchParams();
  const [isPaused, setPaused] = useState(false);
  const asked = new URLSearchParams(filterOf(query)).toString();
  const log = useLog(`/api/applications/${app.id}`, asked, app.clients.length > 0);
  const tail = useLogTail(
    `/api/applications/${app.id}/logs?${asked}`,
    app.clients.length > 0 && !isPaused && log.entries !== undefined,
    log.take,
  );
  return (
    <section className={classes.page}>
      <title>{`Log of ${app.name} – Sandbank`}</title>
      <header className={classes.head}>
        <h2>Log</h2>
        {app.clients.length === 0 ? null : (
          <div className={classes.follow}>
            <TailMark tail={tail} />
            <Button
              id="pause-log"
              size="xs"
              variant="default"
              aria-pressed={isPaused}
              onClick={() => setPaused(!isPaused)}
            >
              {isPaused ? 'Go on' : 'Pause'}
            </Button>
          </div>
        )}
      </header>
      {app.clients.length === 0 ? (
        <Empty title="Not registered at a bank yet">
          <p>The banks record what your client asks: register the application at one first.</p>
          <Link to={`/apps/${app.id}/banks`}>Register at a bank</Link>
        </Empty>
      ) : (
        <>
          <LogFilters clients={app.clients} />
          <Silent silent={log.silent} />
          <div className={classes.split} data-open={exchange !== undefined}>
            <div className={classes.rows}>
              <Entries app={app} log={log} isFiltered={asked !== ''} />
            </div>
            {exchange === undefined ? null : <OpenedExchange app={app} id={exchange} />}
          </div>
        </>
      )}
    </section>
  );
}

function Entries({
  app,
  log,
  isFiltered,
}: {
  app: { id: string; name: string };
  log: Log;
  isFiltered: boolean;
}): ReactElement {
  const { entries, error, next, reload, older } = log;
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (entries === undefined) return <Waiting lines={8} />;
  return (
    <>
      {entries.length > 0 ? <LogRows base={`/apps/${app.id}/logs`} entries={entries} /> : null}
      {entries.length === 0 && !isFiltered ? (
        <Empty title="Nothing yet: run your snippet">
          <p>
            Every request of your client appears here as the bank answers it: what came, what was
            checked, and why it was refused.
          </p>
          <Link to={`/apps/${app.id}/snippets`}>Take a snippet</Link>
        </Empty>
      ) : null}
      {entries.length === 0 && isFiltered ? (
        <Empty title="Nothing matches the filter">
          <p>What is to come and matches will appear here.</p>
          <Link to={`/apps/${app.id}/logs`}>Show everything</Link>
        </Empty>
      ) : null}
      {next === undefined ? null : (
        <Button id="older" variant="default" onClick={() => void older()}>
          Older ones
        </Button>
      )}
    </>
  );
}

const tailWords = {
  connecting: 'Connecting',
  live: 'Live',
  paused: 'Paused',
  ended: 'Not following any more',
} as const;

function TailMark({ tail }: { tail: LogTail }): ReactElement {
  return (
    <span className={classes.tail} data-state={tail.state} role="status" id="tail-state">
      {tailWords[tail.state]}
      {tail.silent.length === 0 ? null : ', in part'}
      {tail.state === 'ended' ? (
        <Button size="xs" variant="default" onClick={tail.connect}>
          Follow again
        </Button>
      ) : null}
    </span>
  );
}
