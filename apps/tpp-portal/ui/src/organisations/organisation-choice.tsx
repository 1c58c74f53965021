import { useLocalStorage } from '@mantine/hooks';
import { useMe, type Organisation } from '../identity/me.js';

/** The organisation that somebody works for at present, and how to work for another. */
export function useOrganisation(): {
  readonly current: Organisation | undefined;
  readonly choose: (id: string) => void;
} {
  const { me } = useMe();
  const [chosen, choose] = useLocalStorage({ key: 'sandbank-organisation', defaultValue: '' });
  const organisations = me?.organisations ?? [];
  return { current: organisations.find(({ id }) => id === chosen) ?? organisations[0], choose };
}
