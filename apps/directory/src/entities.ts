import { AuthorityEntity } from './authority/authority.entity.js';
import { CertificateEntity } from './certificates/certificate.entity.js';
import { SigningKeyEntity } from './keys/signing-key.entity.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { ParticipantEntity } from './participants/participant.entity.js';
import { RecordEntity } from './record/record.entity.js';
import { SoftwareEntity } from './software/software.entity.js';

/** The tables of the directory, for what is read at leisure; what races is a statement of its own. */
export const entities = [
  AuthorityEntity,
  SigningKeyEntity,
  OrganisationEntity,
  SoftwareEntity,
  CertificateEntity,
  ParticipantEntity,
  RecordEntity,
];
