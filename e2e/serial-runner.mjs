import TestRunner from 'jest-runner';

/** Runs one spec after the other, also where jest has several workers. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
