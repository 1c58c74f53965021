import type { ReactElement } from 'react';
import { RedirectChecker } from '../redirects/redirect-checker.js';
import { RedirectFields } from '../redirects/redirect-fields.js';
import { StepForm } from './step-form.js';
import { useWizard } from './wizard.js';

/** Where customers come back to. */
export function RedirectsStep(): ReactElement {
  const { draft, change } = useWizard();
  return (
    <StepForm
      step="redirects"
      title="Where do customers come back to?"
      lead="After the bank. For a program on your own machine, 127.0.0.1 needs no certificate and no domain: the snippet listens there."
    >
      <RedirectFields
        uris={draft.redirectUris}
        change={(redirectUris) => change({ redirectUris })}
      />
      <RedirectChecker registered={draft.redirectUris} />
    </StepForm>
  );
}
