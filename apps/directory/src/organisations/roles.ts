/** What a third-party provider may be authorised for: account information, payment initiation, confirmation of funds. */
export const roles = ['AISP', 'PISP', 'CBPII'] as const;

export type Role = (typeof roles)[number];
