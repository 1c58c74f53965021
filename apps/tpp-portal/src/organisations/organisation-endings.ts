import { Injectable } from '@nestjs/common';

/** What is to be done before an organisation goes; when it throws, the organisation stays, and is tried again. */
export type Ending = (organisationId: string) => Promise<void>;

/** What other rooms do when an organisation ends: rows of the portal go by their foreign keys, things elsewhere do not. */
@Injectable()
export class OrganisationEndings {
  private readonly endings: Ending[] = [];

  /** Asked once, when the portal starts. */
  add(ending: Ending): void {
    this.endings.push(ending);
  }

  async run(organisationId: string): Promise<void> {
    for (const ending of this.endings) await ending(organisationId);
  }
}
