import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Link, Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import { SignedIn, type Me } from '../../identity/me.js';
import { useOrganisation } from '../../organisations/organisation-choice.js';
import { Icon } from '../../parts/icons.js';
import {
  emptyDraft,
  firstOpen,
  holdKeys,
  inOrganisation,
  missing,
  readDraft,
  steps,
  writeDraft,
  type Draft,
  type Step,
} from './draft.js';
import classes from './wizard.module.css';

export interface WizardContext {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** The draft, on every step. */
export const useWizard = (): WizardContext => useOutletContext<WizardContext>();

/** Five steps to an application, each with an address of its own; what was said stays in this tab. */
export function Wizard(): ReactElement {
  return (
    <div className={classes.page}>
      <title>New application – Sandbank</title>
      <SignedIn what="make an application">{(me) => <Steps me={me} />}</SignedIn>
    </div>
  );
}

function Steps({ me }: { me: Me }): ReactElement {
  const [stored, setDraft] = useState(readDraft);
  const draft = inOrganisation(stored, me.organisations, useOrganisation().current?.id);
  const main = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  const path = pathname.split('/')[3] ?? '';
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    // The button that led here is gone: the next step is read from its start.
    main.current?.focus({ preventScroll: true });
  }, [path]);
  const index = steps.findIndex((one) => one.path === path);
  const current = steps[index];
  const open = steps.findIndex(({ step }) => step === firstOpen(draft));
  if (current === undefined || index > open) {
    return <Navigate to={`/apps/new/${steps[open]?.path ?? ''}`} replace />;
  }
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    writeDraft(next);
    setDraft(next);
  };
  const startOver = (): void => {
    holdKeys(undefined);
    writeDraft(emptyDraft);
    setDraft(emptyDraft);
  };
  return (
    <>
      <header className={classes.head}>
        <p className="quiet">
          <Link to="/apps">Applications</Link> · Step {index + 1} of {steps.length}
        </p>
        <h1>New application</h1>
      </header>
      <div className={classes.columns}>
        <nav aria-label="Steps" className={classes.steps}>
          <ol>
            {steps.map((one, at) => (
              <StepLink
                key={one.step}
                {...{ ...one, at, current: at === index, draft }}
                reachable={at <= open}
              />
            ))}
          </ol>
          {draft.name === '' ? null : (
            <Link to="/apps/new" className={classes.over} onClick={startOver}>
              Start over
            </Link>
          )}
        </nav>
        <div className={classes.main} ref={main} tabIndex={-1}>
          <Outlet context={{ draft, change } satisfies WizardContext} />
        </div>
      </div>
    </>
  );
}

interface StepLinkProps {
  readonly step: Step;
  readonly path: string;
  readonly words: string;
  readonly at: number;
  readonly current: boolean;
  readonly reachable: boolean;
  readonly draft: Draft;
}

function StepLink({
  step,
  path,
  words,
  at,
  current,
  reachable,
  draft,
}: StepLinkProps): ReactElement {
  const done = reachable && !current && missing[step](draft) === undefined && step !== 'banks';
  const sign = (
    <>
      <span className={classes.number} data-done={done} aria-hidden="true">
        {done ? <Icon of="check" size={14} /> : at + 1}
      </span>
      <span className={classes.stepWords}>
        {words}
        {done ? <span className="spoken">, done</span> : null}
      </span>
    </>
  );
  return (
    <li aria-current={current ? 'step' : undefined}>
      {reachable ? <Link to={`/apps/new/${path}`}>{sign}</Link> : <span>{sign}</span>}
    </li>
  );
}
