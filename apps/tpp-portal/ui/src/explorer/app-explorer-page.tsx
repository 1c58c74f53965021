import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { useApp } from '../apps/app-context.js';
import type { App, SnippetClient, Snippets } from '../apps/types.js';
import { CodeBlock } from '../parts/code-block.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { targetOf, type OperationForm } from './operation-form.js';
import { OperationChoice } from './operation-choice.js';
import { OperationHead } from './operation-head.js';
import { ParameterFields } from './parameter-fields.js';
import { curlCommand, proofScript, typescriptCall } from './ready-command.js';
import { jsonIn, useFilled } from './use-filled.js';
import { useOperation } from './use-operation.js';
import classes from './explorer.module.css';

/** The banks' API as an application of one's own calls it: its key is elsewhere, so the command is written here. */
export function AppExplorerPage(): ReactElement {
  const { app } = useApp();
  const path = `/api/applications/${encodeURIComponent(app.id)}/snippets`;
  const { data, error, reload } = useResource<Snippets>(path);
  return (
    <>
      <title>{`API explorer of ${app.name} – Sandbank`}</title>
      <h2>API explorer</h2>
      <p className="lead">
        The key of {app.name} is yours alone, so the call is yours too. Fill in an operation, and
        take the command with it.
      </p>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data?.silent.map(({ bank, message }) => (
        <p key={bank} role="alert" className={classes.silent}>
          <b>{bank} is missing.</b> {message}
        </p>
      ))}
      {data === undefined ? null : <Explored app={app} clients={data.clients} />}
    </>
  );
}

function Explored({ app, clients }: { app: App; clients: readonly SnippetClient[] }): ReactElement {
  const chosen = useOperation();
  const [query, setQuery] = useSearchParams();
  const client = clients.find(({ bank }) => bank === query.get('bank')) ?? clients[0];
  const base = `/apps/${app.id}/explorer`;
  if (client === undefined) {
    return (
      <Empty title="Registered nowhere yet">
        <p>A command names a client, and a client is made by registering at a bank.</p>
        <Button component={Link} to={`/apps/${app.id}/banks`}>
          Register at a bank
        </Button>
      </Empty>
    );
  }
  return (
    <div className={classes.columns}>
      <div className={classes.aside}>
        {clients.length < 2 ? null : (
          <NativeSelect
            label="Bank"
            value={client.bank}
            onChange={({ currentTarget }) => setQuery({ bank: currentTarget.value })}
            data={clients.map(({ bank, bankName }) => ({ value: bank, label: bankName }))}
          />
        )}
        <OperationChoice base={base} chosen={chosen.id} offered={() => true} />
      </div>
      <div className={classes.main}>
        {chosen.error === undefined ? null : <Failure error={chosen.error} retry={chosen.reload} />}
        {chosen.id === undefined ? (
          <Empty title="Choose an operation">
            <p>
              Your program gets the token; <Link to={`/apps/${app.id}/snippets`}>the snippets</Link>{' '}
              show how. Then begin with the list of accounts: the other operations take their ids.
            </p>
            <Button component={Link} to={`${base}/getAccounts`}>
              List the accounts
            </Button>
          </Empty>
        ) : null}
        {chosen.isUnknown ? (
          <Empty title="No document has an operation of this name">
            <Link to={base}>All operations</Link>
          </Empty>
        ) : null}
        {chosen.form === undefined ? null : (
          <ReadyCommand key={chosen.form.id} app={app} client={client} form={chosen.form} />
        )}
      </div>
    </div>
  );
}

type Language = 'curl' | 'TypeScript';

function ReadyCommand({
  app,
  client,
  form,
}: {
  app: App;
  client: SnippetClient;
  form: OperationForm;
}): ReactElement {
  const [key] = useState(() => crypto.randomUUID());
  const [filled, change] = useFilled(form, { 'x-idempotency-key': key });
  const [language, setLanguage] = useState<Language>('curl');
  const { constraint } = app.profile;
  const json = form.body === undefined ? undefined : jsonIn(filled.body);
  const body = json === undefined ? undefined : filled.body;
  const own = { form, values: filled.values, body, constraint, ...client };
  return (
    <>
      <OperationHead
        form={form}
        target={targetOf(form, filled.values)}
        base={constraint === 'mtls' ? client.mtlsApiBase : client.apiBase}
      />
      <div className={classes.form}>
        <ParameterFields
          form={form}
          filled={filled}
          change={change}
          suggestions={{}}
          bodyProblem={json !== undefined && 'problem' in json ? json.problem : undefined}
        />
      </div>
      <section aria-labelledby="command-title" className={classes.answer}>
        <header className={classes.answerHead}>
          <h2 id="command-title">The command</h2>
          <SegmentedControl
            aria-label="Language"
            size="sm"
            value={language}
            onChange={setLanguage}
            data={['curl', 'TypeScript']}
          />
        </header>
        <CodeBlock
          text={language === 'curl' ? curlCommand(own) : typescriptCall(own)}
          label={`${language} command`}
        />
        {language === 'curl' && constraint === 'dpop' ? (
          <details className={classes.more}>
            <summary>dpop-proof.mjs, which makes the proofs</summary>
            <CodeBlock text={proofScript} label="dpop-proof.mjs" />
          </details>
        ) : null}
        <p className={classes.links}>
          <Link to={`/apps/${app.id}/snippets`}>How to get the token, and ca.pem</Link>
          <Link to={`/apps/${app.id}/logs`}>Watch it arrive</Link>
          <Link to={`/api-reference/${form.id}`}>Read about this operation</Link>
        </p>
      </section>
    </>
  );
}
