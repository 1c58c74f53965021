import {
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import type { ReactElement } from 'react';
import { Icon } from '../parts/icons.js';
import classes from './shell.module.css';

/** Switches between light and dark; until it is used, the system decides. */
export function ColorSchemeChoice(): ReactElement {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? 'Use light colours' : 'Use dark colours';
  return (
    <Tooltip label={label} openDelay={300}>
      <UnstyledButton
        className={classes.scheme}
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <Icon of={isDark ? 'sun' : 'moon'} size={20} />
      </UnstyledButton>
    </Tooltip>
  );
}
