import { constants } from 'node:crypto';
import tls, { type SecureContextOptions } from 'node:tls';

/** TLS 1.2 suites that BCP 195 recommends, behind those of TLS 1.3 (SP-5.2.2-1, RFC 9325 4.2). */
export const tlsCipherSuites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
] as const;

/** TLS as other servers are called: the same versions and suites (SP-5.2.1-2, SP-5.2.2-2). */
export const outgoingTls = {
  minVersion: 'TLSv1.2',
  ciphers: tlsCipherSuites.join(':'),
} as const;

/** Makes it the way in which this process dials, also where a library does so. */
export function dialByDefault(): void {
  tls.DEFAULT_MIN_VERSION = outgoingTls.minVersion;
  tls.DEFAULT_CIPHERS = outgoingTls.ciphers;
}

/** TLS as every listener speaks it: 1.2 and 1.3, no renegotiation (SP-5.2.1-2, SP-5.2.1-3). */
export function tlsOptions(cert: string, key: string): SecureContextOptions {
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ciphers: tlsCipherSuites.join(':'),
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION | constants.SSL_OP_NO_COMPRESSION,
  };
}
