/** What a group of rules is there for, and what right and wrong look like. */
export interface Topic {
  readonly title: string;
  /** The clauses it explains. */
  readonly clauses: RegExp;
  /** Against what the rules stand, in a sentence or three. */
  readonly why: string;
  readonly example: {
    /** What is shown. */
    readonly of: string;
    readonly wrong: string;
    readonly right: string;
  };
}
