import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import type { ApiError } from '../api/api.js';
import { Failure } from '../parts/states.js';

/** A refusal, with the way to what it asks for. */
export function Refused({ error, retry }: { error: ApiError; retry?: () => void }): ReactElement {
  const { pathname } = useLocation();
  const next = encodeURIComponent(pathname);
  return (
    <Failure error={error} {...(retry === undefined ? {} : { retry })}>
      {error.code === 'sign_in_again' ? (
        <Link to={`/sign-in?again&next=${next}`}>Sign in once more</Link>
      ) : null}
      {error.code === 'claim_first' ? <Link to={`/sign-up?next=${next}`}>Claim it</Link> : null}
    </Failure>
  );
}
