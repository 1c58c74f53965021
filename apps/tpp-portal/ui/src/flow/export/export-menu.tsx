import { useId, type ReactElement } from 'react';
import { Copy } from '../../parts/copy.js';
import { Menu } from '../../parts/menu.js';
import type { ViewedFlow } from '../flow-view-model.js';
import { curlsOf } from './curl.js';
import { harOf } from './har.js';
import { journeyScript } from './typescript.js';
import classes from './export.module.css';

/** Offers a text as a file; nothing leaves the browser. */
function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The journey in forms that other tools read; secrets are masked in all of them. */
export function ExportMenu({ flow }: { flow: ViewedFlow }): ReactElement {
  const id = useId();
  const name = `flow-${flow.id.slice(0, 8)}`;
  const script = journeyScript(flow.hops);
  return (
    <Menu id="export" words="Export">
      <ul className={classes.list} aria-labelledby={id}>
        <li>
          <Save
            id="export-har"
            words="HAR file"
            about="For the network panel of a browser, or a proxy"
            save={() =>
              download(`${name}.har`, 'application/json', JSON.stringify(harOf(flow.hops), null, 2))
            }
          />
        </li>
        <li>
          <Save
            id="export-curl"
            words="curl commands"
            about="Every request of the app, in order"
            save={() => download(`${name}.sh`, 'text/x-shellscript', `${curlsOf(flow.hops)}\n`)}
          />
          <Copy value={curlsOf(flow.hops)} label="Copy the curl commands" />
        </li>
        {script === undefined ? null : (
          <li>
            <Save
              id="export-typescript"
              words="TypeScript"
              about="The same journey with openid-client and your own key"
              save={() => download(`${name}.ts`, 'text/plain', script)}
            />
            <Copy value={script} label="Copy the script" />
          </li>
        )}
        <li className={classes.note} id={id}>
          Tokens, codes, assertions and signatures are masked.
        </li>
      </ul>
    </Menu>
  );
}

function Save({
  id,
  words,
  about,
  save,
}: {
  id: string;
  words: string;
  about: string;
  save: () => void;
}): ReactElement {
  return (
    <button type="button" id={id} className={classes.save} onClick={save}>
      <b>{words}</b>
      <span>{about}</span>
    </button>
  );
}
