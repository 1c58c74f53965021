import type {} from './global-setup.ts';

/** Stops the sandbox of the journeys and deletes its folder, unless SANDBANK_E2E_KEEP asks to look at it. */
export default async function stopSandbox(): Promise<void> {
  await globalThis.sandbankUnderTest?.stop();
  if (process.env['SANDBANK_E2E_KEEP'] === undefined) globalThis.sandbankUnderTest?.remove();
}
