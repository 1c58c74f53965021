/** One server process of the sandbox. */
export interface Service {
  /** Also the name of its folder in `apps/`, of its log and of its files. */
  readonly name: 'authorization-server' | 'resource-server' | 'directory' | 'tpp-portal';
  readonly title: string;
  /** Its name where database roles are provisioned. */
  readonly app: 'authorizationServer' | 'resourceServer' | 'directory' | 'tppPortal';
  readonly seeded: boolean;
  /** The name of its port for clients with certificates, where it has one. */
  readonly mutualTls?: 'authorizationServerMutualTls' | 'resourceServerMutualTls';
  /** The name of its port for operators, where it has one. */
  readonly control?: 'authorizationServerControl';
}

export type ServiceName = Service['name'];
export type AppKey = Service['app'];

/** Whoever connects to the database under a role of their own; the auditor is no server. */
export type DatabaseUser = AppKey | 'auditor';

/** The servers, in the order in which they are listed for people. */
export const services = [
  { name: 'tpp-portal', title: 'Portal', app: 'tppPortal', seeded: false },
  {
    name: 'authorization-server',
    title: 'Authorization server',
    app: 'authorizationServer',
    seeded: true,
    mutualTls: 'authorizationServerMutualTls',
    control: 'authorizationServerControl',
  },
  {
    name: 'resource-server',
    title: 'Resource server',
    app: 'resourceServer',
    seeded: true,
    mutualTls: 'resourceServerMutualTls',
  },
  { name: 'directory', title: 'Directory', app: 'directory', seeded: true },
] as const satisfies readonly Service[];
