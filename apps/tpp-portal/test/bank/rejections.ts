import { bindingOf, nonceRefusal, type RegisteredClient } from './client-checks.js';
import type { Answer, Received } from './https-listener.js';
import type { Ledger } from './ledger.js';

/** What a server of the bank tells a client about its refusals; none by default. */
export async function explain(
  ledger: Ledger,
  client: RegisteredClient,
  request: Received,
  server: 'userinfo' | 'resourceServer',
): Promise<Answer> {
  const [, accessToken = ''] = String(request.headers.authorization).split(' ');
  const refusal = nonceRefusal(request, ledger, server, client);
  if (refusal !== undefined) return refusal;
  await bindingOf(request, ledger, server, client, accessToken);
  return ledger.manners.rejections?.[server] ?? { status: 200, json: { rejections: [] } };
}
