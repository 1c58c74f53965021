import { Button, Skeleton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { ApiError } from '../api/api.js';
import { CopyText } from './copy.js';
import classes from './states.module.css';

/** Shown while something is read; says so to a screen reader. */
export function Waiting({ lines = 4 }: { lines?: number }): ReactElement {
  return (
    <div role="status" className={classes.waiting}>
      <span className="spoken">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={index === 0 ? 24 : 16} width={`${92 - index * 11}%`} />
      ))}
    </div>
  );
}

/** What went wrong in a place of the page, with what to do about it. */
export function Failure({
  error,
  retry,
  children,
}: {
  error: ApiError;
  retry?: (() => void) | undefined;
  children?: ReactNode;
}): ReactElement {
  const { interactionId, flowId, upstream } = error.detail;
  const isOfDirectory = error.code.startsWith('directory_');
  return (
    <div role="alert" className={classes.failure}>
      <p className={classes.failureTitle}>{error.message}</p>
      {upstream?.error === undefined ? null : (
        <p>
          {isOfDirectory ? 'The directory' : 'The bank'} said{' '}
          <Link to={`/errors/${encodeURIComponent(upstream.error)}`}>
            <code>{upstream.error}</code>
          </Link>
          {upstream.error_description === undefined ? '.' : `: ${upstream.error_description}`}
        </p>
      )}
      {interactionId === undefined ? null : (
        <p className="quiet">
          Interaction id <CopyText value={interactionId} />{' '}
          {upstream === undefined || isOfDirectory ? null : (
            <Link to={`/rejections?interaction=${encodeURIComponent(interactionId)}`}>Why?</Link>
          )}
        </p>
      )}
      <div className={classes.actions}>
        {children}
        {retry === undefined ? null : (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )}
        {flowId === undefined ? null : <Link to={`/flows/${flowId}`}>See the hops</Link>}
      </div>
    </div>
  );
}

/** A place with nothing in it yet, and how it gets filled. */
export function Empty({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
