import { SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { MadeHere } from '../keys/made-here.js';
import { PasteKeys } from '../keys/paste-keys.js';
import { holdKeys, usesCertificate } from './draft.js';
import { StepForm } from './step-form.js';
import { useWizard } from './wizard.js';

/** Its keys: made in this browser, or pasted public halves. */
export function KeysStep(): ReactElement {
  const { draft, change } = useWizard();
  const [source, setSource] = useState(draft.keys?.source ?? 'made');
  const choose = (next: string): void => {
    setSource(next === 'pasted' ? 'pasted' : 'made');
    holdKeys(undefined);
    change({ keys: undefined });
  };
  return (
    <StepForm
      step="keys"
      title="Its keys"
      lead="Private keys belong to you alone: the portal, the directory and the banks never see them. They get the public halves."
    >
      <SegmentedControl
        aria-label="Where the keys come from"
        value={source}
        onChange={choose}
        fullWidth
        data={[
          { value: 'made', label: 'Make them here' },
          { value: 'pasted', label: 'Paste my own' },
        ]}
      />
      {source === 'made' ? (
        <MadeHere
          appName={draft.name}
          profile={draft.profile}
          keys={draft.keys}
          change={(keys) => change({ keys })}
        />
      ) : (
        <PasteKeys
          needs={{ jwks: draft.profile.signing, csr: usesCertificate(draft.profile) }}
          change={(keys) => change({ keys })}
        />
      )}
    </StepForm>
  );
}
