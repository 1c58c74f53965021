import { RunningSandbox } from './sandbox/running-sandbox.ts';

declare global {
  var sandbankUnderTest: RunningSandbox | undefined;
}

/** One whole sandbox for all journeys; its folder reaches the workers through the environment. */
export default async function startSandbox(): Promise<void> {
  const sandbox = await RunningSandbox.prepare();
  globalThis.sandbankUnderTest = sandbox;
  process.env['SANDBANK_E2E_HOME'] = sandbox.home;
  try {
    await sandbox.start();
  } catch (cause) {
    sandbox.remove();
    throw cause;
  }
}
