import type * as library from '@peculiar/x509';

/**
 * The library that reads and writes certificate requests, loaded when it is first needed. What it keeps its parts in must
 * be there before it: two imports of one file would not keep their order once the pages are built.
 */
export async function x509(): Promise<typeof library> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
