import { DescriptionList, Notice, Page, plain, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { type BankModel, ClientName } from './journey.js';

/** A visit to a page of the journey that has nothing left to ask. */
export interface ReturningModel {
  bank: BankModel;
  /** Already answered, out of time, or begun in another browser. */
  kind: 'completed' | 'lapsed' | 'elsewhere';
  clientName: string;
  interactionId: string;
}

const wording = {
  completed: {
    title: 'You have already answered',
    text: 'This request has its answer, so there is nothing left to do here.',
    note: { kind: 'success', text: 'Your answer stands. It was not sent twice.' },
    next: 'Go back to the app to see the result.',
  },
  lapsed: {
    title: 'The time is up',
    text: 'This request was open for a few minutes only.',
    note: { kind: 'information', text: 'Nothing was shared.' },
    next: 'Go back to the app and start again from there.',
  },
  elsewhere: {
    title: 'This began in another browser',
    text: 'For your safety a request is answered in the browser in which it began.',
    note: { kind: 'information', text: 'Nothing was shared from here.' },
    next: 'Go back to that browser, or start again from the app in this one.',
  },
} as const;

/** The page for a customer who comes back to a request that is over. */
export function ReturningView(model: ReturningModel): ReactElement {
  const { title, text, note, next } = wording[model.kind];
  return (
    <Page title={title} bank={model.bank}>
      <h1>{title}</h1>
      <p className="lead">{text}</p>
      <Notice kind={note.kind}>
        <p>{note.text}</p>
      </Notice>
      <h2 className="what-to-do">What to do</h2>
      <p>{next}</p>
      <DescriptionList
        items={[
          { term: 'App', description: <ClientName>{model.clientName}</ClientName> },
          { term: 'Bank', description: <Words>{model.bank.name}</Words> },
          {
            term: 'Reference',
            description: <code className="reference">{plain(model.interactionId, 60)}</code>,
          },
        ]}
      />
    </Page>
  );
}
