/** Ends a task with a sentence for the person at the terminal and no stack. */
export class Stop extends Error {
  constructor(message, { code = 1, output = '' } = {}) {
    super(message);
    this.code = code;
    this.output = output;
  }
}
