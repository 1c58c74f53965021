const slotSeconds = 600;
const slotCount = 8;

/** The slot of the ring to which a time belongs, in seconds since 1970: ten minutes each. */
export const ringSlot = (seconds: number): number =>
  ((Math.floor(seconds / slotSeconds) % slotCount) + slotCount) % slotCount;

/** The slot of a time and its neighbours. */
export const ringNeighbours = (seconds: number): number[] =>
  [-1, 0, 1].map((step) => ringSlot(seconds + step * slotSeconds));

/** The slots that hold nothing of use at this time. */
export function idleRingSlots(nowSeconds: number): number[] {
  const live = new Set([-2, -1, 0, 1, 2].map((step) => ringSlot(nowSeconds + step * slotSeconds)));
  return Array.from({ length: slotCount }, (_, slot) => slot).filter((slot) => !live.has(slot));
}

/**
 * DDL of the partitions of a table `PARTITION BY LIST (slot)`. The ring goes round for ever, so no
 * partition is made or dropped at run time, whatever the clock does; one that has passed is emptied.
 */
export function ringPartitions(table: string, role: string): string {
  return Array.from(
    { length: slotCount },
    (_, slot) => `CREATE TABLE ${table}_${slot} PARTITION OF ${table} FOR VALUES IN (${slot});
      GRANT SELECT, TRUNCATE ON ${table}_${slot} TO ${role};`,
  ).join('\n');
}
