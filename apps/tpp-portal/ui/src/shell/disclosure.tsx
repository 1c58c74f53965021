import {
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useLocation } from 'react-router';

/** A button that shows and hides what belongs to it: closes on Escape, on a step out of it, and on a new page. */
export function Disclosure({
  label,
  button,
  classNames,
  isCurrent = false,
  id,
  children,
}: {
  /** Spoken, where the button shows less than words. */
  label?: string;
  button: ReactNode;
  classNames: {
    root?: string | undefined;
    button?: string | undefined;
    panel?: string | undefined;
  };
  /** The page that is shown is one of those inside. */
  isCurrent?: boolean;
  id?: string;
  children: ReactNode;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const { key } = useLocation();

  useEffect(() => setOpen(false), [key]);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true)
        setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [open]);

  const leave = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && !event.currentTarget.contains(to)) setOpen(false);
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    trigger.current?.focus();
  };

  return (
    <div ref={root} className={classNames.root} onBlur={leave} onKeyDown={escape}>
      <button
        ref={trigger}
        type="button"
        id={id}
        className={classNames.button}
        aria-expanded={open}
        aria-controls={panelId}
        aria-label={label}
        data-current={isCurrent ? 'true' : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      <div id={panelId} className={classNames.panel} hidden={!open}>
        {children}
      </div>
    </div>
  );
}
