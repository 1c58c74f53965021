import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useBanks, useChosenBank } from './operator-context.js';
import classes from './operator.module.css';

/** A few addresses of which one is here. */
export function Choice({
  label,
  name,
  chosen,
  options,
}: {
  label: string;
  /** The parameter of the address that is chosen. */
  name: string;
  chosen: string | undefined;
  options: readonly { value: string; words: string }[];
}): ReactElement {
  const [query] = useSearchParams();
  const to = (value: string): string => {
    const changed = new URLSearchParams(query);
    changed.set(name, value);
    return `?${changed.toString()}`;
  };
  return (
    <nav aria-label={label} className={classes.choice}>
      {options.map(({ value, words }) => (
        <Link
          key={value}
          to={to(value)}
          replace
          preventScrollReset
          aria-current={value === chosen ? 'true' : undefined}
        >
          {words}
        </Link>
      ))}
    </nav>
  );
}

/** Of which bank; where there is one, its name. */
export function BankChoice(): ReactElement {
  const banks = useBanks();
  const chosen = useChosenBank();
  const [only] = banks;
  if (banks.length === 1 && only !== undefined) return <p className={classes.only}>{only.name}</p>;
  const options = banks.map(({ slug, name }) => ({ value: slug, words: name }));
  return <Choice label="Bank" name="bank" chosen={chosen?.slug} options={options} />;
}
