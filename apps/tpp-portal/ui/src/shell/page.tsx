import { Suspense, type ReactElement } from 'react';
import { Waiting } from '../parts/states.js';

/** A page whose code is loaded when it is first visited. */
export const page = (element: ReactElement): ReactElement => (
  <Suspense fallback={<Waiting />}>{element}</Suspense>
);
