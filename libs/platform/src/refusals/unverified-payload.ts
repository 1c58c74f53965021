const lengthMax = 16_384;

/** The payload that a JWT claims to have, for the record of a refusal alone: nothing of it is verified. */
export function unverifiedPayload(jwt: unknown): Readonly<Record<string, unknown>> {
  if (typeof jwt !== 'string' || jwt.length > lengthMax) return {};
  try {
    const [, payload = ''] = jwt.split('.', 2);
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
