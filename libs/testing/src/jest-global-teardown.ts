import type {} from './jest-global-setup.ts';

/** Stops the PostgreSQL that the setup started; its data go with it. */
export default async function stopDatabase(): Promise<void> {
  await globalThis.sandbankTestPostgres?.stop();
}
