/** What a request asks of the consent that it names; one that describes its consent names none. */
export type NamedConsent =
  /** The client lodged it, and nobody has answered yet. */
  | { readonly kind: 'lodged' }
  /** Its customer agreed to it before, and shall sign in again. */
  | {
      readonly kind: 'held';
      readonly grantId: string;
      readonly accountIds: readonly string[];
    };
