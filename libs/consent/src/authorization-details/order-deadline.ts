const approvalSeconds = 86_400;

/** Until when an approved order may come: what nobody orders within a day, or before its day, was not meant any more. */
export function whenOrdered(due: Date, approvedAt: Date): Date {
  const end = new Date(approvedAt.getTime() + approvalSeconds * 1000);
  return due < end ? due : end;
}
