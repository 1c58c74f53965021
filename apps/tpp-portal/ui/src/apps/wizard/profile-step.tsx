import type { ReactElement } from 'react';
import { ProfileFields } from '../profile-fields.js';
import { StepForm } from './step-form.js';
import { useWizard } from './wizard.js';

/** How it proves itself, and what its tokens are bound to. */
export function ProfileStep(): ReactElement {
  const { draft, change } = useWizard();
  return (
    <StepForm
      step="profile"
      title="How does it keep tokens safe?"
      lead="Any mix works, and you can change your mind later. The first answer of each is right for most."
    >
      <ProfileFields profile={draft.profile} change={(profile) => change({ profile })} />
    </StepForm>
  );
}
