import type { Home } from './home.js';
import type { Ports } from './ports.js';
import { secretIn } from './secrets.js';
import { services, type AppKey, type DatabaseUser, type Service } from './services.js';
import { urlsOf } from './urls.js';

/** The environment of one server process. */
export function serviceEnvironment(
  home: Home,
  service: Service,
  ports: Ports,
  databaseUrl: string,
): NodeJS.ProcessEnv {
  const urls = urlsOf(ports);
  return {
    ...withoutOurSettings(process.env),
    SANDBANK_HOST: 'localhost',
    SANDBANK_PORT: String(ports[service.app]),
    SANDBANK_TLS_CERT_FILE: home.certificate(service.name),
    SANDBANK_TLS_KEY_FILE: home.certificateKey(service.name),
    SANDBANK_CA_FILE: home.authorityCertificate,
    SANDBANK_DATABASE_URL: databaseUrl,
    SANDBANK_DATABASE_PASSWORD_FILE: home.databasePassword(service.name),
    SANDBANK_SECRET_FILE: home.secret(service.name),
    SANDBANK_AUTHORIZATION_SERVER_URL: urls.authorizationServer,
    SANDBANK_RESOURCE_SERVER_URL: urls.resourceServer,
    SANDBANK_PORTAL_URL: urls.tppPortal,
    SANDBANK_DIRECTORY_URL: urls.directory,
    ...tokensBetweenServers(home, service),
    ...mutualTlsEnvironment(home, service, ports),
    ...(service.control !== undefined && {
      SANDBANK_CONTROL_PORT: String(ports[service.control]),
      SANDBANK_OPERATOR_TOKEN_FILE: home.operatorToken,
      SANDBANK_AUDITOR_PASSWORD_FILE: home.auditorPassword,
    }),
    // Clients on this machine may publish their keys: at the portal's port, in the directory, and where whoever starts
    // it says.
    SANDBANK_FETCH_ALLOWED_HOSTS: [
      new URL(urls.tppPortal).host,
      new URL(urls.directory).host,
      ...(process.env['SANDBANK_FETCH_ALLOWED_HOSTS']?.split(',') ?? []),
    ].join(','),
    SANDBANK_LOG_LEVEL: process.env['SANDBANK_LOG_LEVEL'] ?? 'info',
    ...(service.app === 'resourceServer' && paceOfPayments()),
    ...(service.app === 'tppPortal' && {
      SANDBANK_DEMO_CLIENTS_FILE: home.demoClients,
      SANDBANK_PEOPLE_FILE: home.people,
      // The consoles of operators speak for whoever signed in there.
      SANDBANK_CONTROL_URL: urls.control,
      SANDBANK_OPERATOR_TOKEN_FILE: home.operatorToken,
      SANDBANK_OPERATOR_PASSWORD_FILE: home.operatorPassword,
    }),
    NODE_EXTRA_CA_CERTS: home.authorityCertificate,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: home.compileCache,
  };
}

// The portal holds each token; who is asked with it keeps its digest.
function tokensBetweenServers(home: Home, { app }: Service): NodeJS.ProcessEnv {
  return {
    ...(app !== 'directory' && { SANDBANK_RECORDS_TOKEN_FILE: home.recordsToken }),
    ...((app === 'directory' || app === 'tppPortal') && {
      SANDBANK_REGISTRAR_TOKEN_FILE: home.registrarToken,
    }),
  };
}

// Whoever starts the sandbox may be in a hurry, or want to see each status.
function paceOfPayments(): NodeJS.ProcessEnv {
  const milliseconds = process.env['SANDBANK_PAYMENT_STEP_MS'];
  return milliseconds === undefined ? {} : { SANDBANK_PAYMENT_STEP_MS: milliseconds };
}

// A proxy on this machine, if whoever runs the sandbox has one, is named by them.
function mutualTlsEnvironment(home: Home, { mutualTls }: Service, ports: Ports): NodeJS.ProcessEnv {
  const { authorizationServerMutualTls, resourceServerMutualTls } = urlsOf(ports);
  const proxies = process.env['SANDBANK_TRUSTED_PROXIES'];
  return {
    SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: authorizationServerMutualTls,
    SANDBANK_RESOURCE_SERVER_MTLS_URL: resourceServerMutualTls,
    ...(mutualTls !== undefined && {
      SANDBANK_MTLS_PORT: String(ports[mutualTls]),
      SANDBANK_CLIENT_CA_FILE: home.clientAuthorities,
      ...(proxies !== undefined && proxies !== '' && { SANDBANK_TRUSTED_PROXIES: proxies }),
    }),
  };
}

/** The environment of a migration: it works as the owner of the schemas. */
export function migrationEnvironment(home: Home, ownerUrl: string): NodeJS.ProcessEnv {
  return {
    ...withoutOurSettings(process.env),
    SANDBANK_DATABASE_URL: ownerUrl,
    NODE_COMPILE_CACHE: home.compileCache,
  };
}

function withoutOurSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = Object.entries(environment).filter(([name]) => !/^(SANDBANK|npm)_/.test(name));
  return Object.fromEntries(foreign);
}

/** Makes the secrets of every app that are missing; resolves to the passwords of the database roles. */
export async function prepareSecrets(home: Home): Promise<Record<DatabaseUser, string>> {
  const { operatorToken, operatorPassword, recordsToken, registrarToken } = home;
  await Promise.all([operatorToken, operatorPassword, recordsToken, registrarToken].map(secretIn));
  const passwords = await Promise.all(
    services.map(async ({ app, name }) => {
      await secretIn(home.secret(name));
      return [app, await secretIn(home.databasePassword(name))] as const;
    }),
  );
  return {
    ...(Object.fromEntries(passwords) as Record<AppKey, string>),
    auditor: await secretIn(home.auditorPassword),
  };
}
