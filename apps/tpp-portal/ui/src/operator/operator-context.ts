import { useOutletContext, useSearchParams } from 'react-router';
import type { OperatedBank } from './types.js';

/** What every page of the console knows. */
export interface OperatorContext {
  readonly banks: readonly OperatedBank[];
}

export const useBanks = (): readonly OperatedBank[] => useOutletContext<OperatorContext>().banks;

/** The bank that the address names, or the first; undefined where there is none. */
export function useChosenBank(): OperatedBank | undefined {
  const banks = useBanks();
  const [query] = useSearchParams();
  const named = query.get('bank');
  return banks.find(({ slug }) => slug === named) ?? banks[0];
}
