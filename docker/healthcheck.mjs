// Healthy when the server answers over TLS under its own name and reaches its database. The CA is in NODE_EXTRA_CA_CERTS.
const url = `https://localhost:${process.env.SANDBANK_PORT}/healthz`;
const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
process.exitCode = answer?.ok === true ? 0 : 1;
