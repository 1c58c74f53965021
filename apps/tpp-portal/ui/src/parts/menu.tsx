import type { FocusEvent, KeyboardEvent, ReactElement, ReactNode } from 'react';
import classes from './menu.module.css';

/** A button that unfolds a panel; Escape, or moving on, folds it again. */
export function Menu({
  id,
  words,
  opened,
  children,
}: {
  id: string;
  words: string;
  /** Told when the panel is folded or unfolded. */
  opened?: (isOpen: boolean) => void;
  children: ReactNode;
}): ReactElement {
  const fold = (event: KeyboardEvent<HTMLDetailsElement>): void => {
    if (event.key !== 'Escape') return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector('summary')?.focus();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDetailsElement>): void => {
    if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) {
      currentTarget.open = false;
    }
  };
  return (
    <details
      className={classes.menu}
      onToggle={({ currentTarget }) => opened?.(currentTarget.open)}
      onKeyDown={fold}
      onBlur={leave}
    >
      <summary id={id}>{words}</summary>
      <div className={classes.panel}>{children}</div>
    </details>
  );
}
