import { temporaryHome } from '../test/temporary-home.js';
import { registerClients } from './data/client-registrations.js';
import { describeSandbox } from './data/description.js';
import { readData } from './data/read-data.js';
import { choosePorts } from './ports.js';
import { summary } from './summary.js';
import { urlsOf } from './urls.js';

describe('the summary of a start', () => {
  it('tells every address of the description, for each bank its customers’ dashboard too', async () => {
    const home = await temporaryHome();
    const data = await readData();
    const urls = urlsOf(await choosePorts(9440, async () => true));
    const clients = await registerClients(home, data, urls);
    const description = describeSandbox(home, data, clients, urls);
    const text = summary(home, description, true);
    for (const { issuer, resource_base: api, mtls_base: mtls, dashboard } of description.banks) {
      for (const address of [issuer, api, mtls, dashboard]) expect(text).toContain(address);
    }
    expect(text).toMatch(/for customers +https:\/\/localhost:9441\/harbour\/dashboard\n/);
  });
});
