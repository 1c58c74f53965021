/** What an error code means and what to do about it. */
export interface Explanation {
  readonly title: string;
  readonly meaning: string;
  readonly fixes: readonly string[];
  /** Where the code is defined. */
  readonly source: string;
}

export interface ErrorGroup {
  readonly title: string;
  readonly words: string;
  readonly codes: Readonly<Record<string, Explanation>>;
}
