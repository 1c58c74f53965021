import { Button } from '@mantine/core';
import { useState, type ReactElement, type ReactNode, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { missing, steps, type Step } from './draft.js';
import { useWizard } from './wizard.js';
import classes from './wizard.module.css';

/** One step: its question, its fields, and the way on; what is missing is said when somebody wants to go on. */
export function StepForm({
  step,
  title,
  lead,
  children,
}: {
  step: Step;
  title: string;
  lead: string;
  children: ReactNode;
}): ReactElement {
  const { draft } = useWizard();
  const [asked, setAsked] = useState(false);
  const navigate = useNavigate();
  const at = steps.findIndex((one) => one.step === step);
  const problem = missing[step](draft);
  const goOn = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setAsked(true);
    if (problem === undefined) void navigate(`/apps/new/${steps[at + 1]?.path ?? ''}`);
  };
  return (
    <form className={classes.form} onSubmit={goOn} noValidate>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.lead}>{lead}</p>
      </div>
      {children}
      {asked && problem !== undefined ? (
        <p role="alert" id="step-problem" className={classes.problem}>
          {problem}
        </p>
      ) : null}
      <div className={classes.actions}>
        <Button type="submit" id="continue" size="md">
          Continue
        </Button>
        {at > 0 ? <Link to={`/apps/new/${steps[at - 1]?.path ?? ''}`}>Back</Link> : null}
      </div>
    </form>
  );
}
