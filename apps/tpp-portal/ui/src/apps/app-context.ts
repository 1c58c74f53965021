import { useOutletContext } from 'react-router';
import type { App } from './types.js';

export interface AppContext {
  readonly app: App;
  /** Reads the application again: after what changed it. */
  readonly reload: () => void;
}

/** The application of the page, on every page below `/apps/:app`. */
export const useApp = (): AppContext => useOutletContext<AppContext>();
