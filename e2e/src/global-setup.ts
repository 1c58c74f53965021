import { RunningSandbox } from './sandbox/running-sandbox.ts';

declare global {
  var sandbankUnderTest: RunningSandbox | undefined;
}

/** One whole sandbox for all journeys; its folder reaches the workers through the environment. */
export default async function startSandbox(): Promise<void> {
  // Pictures show the ports that a reader of the README will see.
  const isForPictures = process.env['SANDBANK_SCREENSHOTS'] !== undefined;
  const sandbox = await RunningSandbox.prepare(isForPictures ? 9440 : undefined);
  globalThis.sandbankUnderTest = sandbox;
  process.env['SANDBANK_E2E_HOME'] = sandbox.home;
  try {
    await sandbox.start();
  } catch (cause) {
    sandbox.remove();
    throw cause;
  }
}
