import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import classes from './copy.module.css';
import { Icon } from './icons.js';

/** A small button that copies a text and says that it did. */
export function Copy({ value, label }: { value: string; label: string }): ReactElement {
  return (
    <CopyButton value={value} timeout={1600}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label} openDelay={300}>
          <UnstyledButton className={classes.button} onClick={copy} aria-label={label}>
            <Icon of={copied ? 'check' : 'copy'} size={16} />
            <span className="spoken" aria-live="polite">
              {copied ? 'Copied' : ''}
            </span>
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A value in code type with its copy button. */
export function CopyText({ value, label }: { value: string; label?: string }): ReactElement {
  return (
    <span className={classes.text}>
      <code>{value}</code>
      <Copy value={value} label={label ?? `Copy ${value}`} />
    </span>
  );
}
