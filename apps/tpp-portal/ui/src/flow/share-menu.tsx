import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { useAct } from '../parts/use-act.js';
import { CopyText } from '../parts/copy.js';
import { day } from '../parts/format.js';
import { Menu } from '../parts/menu.js';
import { Failure } from '../parts/states.js';
import classes from './export/export.module.css';

interface Share {
  id: string;
  createdAt: string;
  expiresAt: string;
}

/** Gives out a link to a masked copy of the journey, and takes links back. */
export function ShareMenu({ path }: { path: string }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Menu id="share" words="Share" opened={setIsOpen}>
      {isOpen ? <Shares path={path} /> : null}
    </Menu>
  );
}

function Shares({ path }: { path: string }): ReactElement {
  const { data, error: unread, reload } = useResource<{ shares: Share[] }>(path);
  const { busy, error, run } = useAct();
  const [link, setLink] = useState<string>();
  const [days, setDays] = useState('7');

  const share = async (): Promise<void> => {
    const body = { days: Number(days) };
    const made = await call<Share & { token: string }>(path, { method: 'POST', body });
    setLink(`${window.location.origin}/shared/${made.token}`);
    reload();
  };
  const withdraw = async (id: string): Promise<void> => {
    await call(`${path}/${id}`, { method: 'DELETE' });
    setLink(undefined);
    reload();
  };

  return (
    <div className={classes.form}>
      <p className="quiet">
        Whoever has the link reads a copy of what is here now, without signing in. Tokens, codes and
        signatures are not in it.
      </p>
      <NativeSelect
        id="share-days"
        label="It ends after"
        value={days}
        onChange={({ currentTarget }) => setDays(currentTarget.value)}
        data={[
          { value: '1', label: 'a day' },
          { value: '7', label: 'a week' },
          { value: '30', label: '30 days' },
        ]}
      />
      <Button id="share-make" loading={busy} onClick={() => void run(share)}>
        Make a link
      </Button>
      <div role="status">
        {link === undefined ? null : (
          <div className={classes.link}>
            <b>Copy it now: it is not shown again.</b>
            <CopyText value={link} label="Copy the link" />
          </div>
        )}
      </div>
      {error === undefined ? null : <Failure error={error} />}
      {unread === undefined ? null : <Failure error={unread} retry={reload} />}
      {data === undefined || data.shares.length === 0 ? null : (
        <ul className={classes.shares} aria-label="Links that can still be read">
          {data.shares.map(({ id, createdAt, expiresAt }) => (
            <li key={id}>
              <span>
                Of {day(createdAt)}, until {day(expiresAt)}
              </span>
              <Button
                variant="default"
                size="xs"
                aria-label={`Withdraw the link of ${day(createdAt)}`}
                onClick={() => void run(() => withdraw(id))}
              >
                Withdraw
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
