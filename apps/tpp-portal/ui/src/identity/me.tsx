import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { ApiError } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { Failure, Waiting } from '../parts/states.js';
import { SignInInvitation } from './sign-in-invitation.js';

export interface Organisation {
  id: string;
  name: string;
  role: 'owner' | 'member';
}

/** Who is signed in. */
export interface Me {
  personId: string;
  name: string;
  email?: string;
  isGuest: boolean;
  isOperator: boolean;
  organisations: Organisation[];
  /** Another at each sign-in. */
  signedInAt: string;
  guestEndsAt?: string;
}

/** What is known of who is signed in. */
export interface MeState {
  /** Null for a visitor; undefined until the back end has told. */
  readonly me?: Me | null;
  readonly error?: ApiError;
  /** Asks again: after a sign-in, and after what changes a name or a membership. */
  readonly reload: () => void;
}

const Context = createContext<MeState>({ reload: () => undefined });

/** Asks once who is signed in, for all pages. */
export function MeProvider({ children }: { children: ReactNode }): ReactElement {
  const { data, error, reload } = useResource<{ me: Me | null }>('/api/me');
  return (
    <Context
      value={{
        ...(data === undefined ? {} : { me: data.me }),
        ...(error === undefined ? {} : { error }),
        reload,
      }}
    >
      {children}
    </Context>
  );
}

/** Who is signed in. */
export const useMe = (): MeState => useContext(Context);

/** Shows its children to those who are signed in, and to all others how to get there. */
export function SignedIn({
  children,
  what,
}: {
  children: ReactNode | ((me: Me) => ReactNode);
  /** What the page would show, as the end of “Sign in to …”. */
  what: string;
}): ReactElement {
  const { me, error, reload } = useMe();
  if (me === undefined) {
    return error === undefined ? <Waiting /> : <Failure error={error} retry={reload} />;
  }
  if (me === null || me.isOperator) return <SignInInvitation what={what} me={me} />;
  return <>{typeof children === 'function' ? children(me) : children}</>;
}
