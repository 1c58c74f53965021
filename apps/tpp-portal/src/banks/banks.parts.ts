import { BankClient } from './bank-client.js';
import { BankRegistry } from './bank-registry.js';
import { BanksController } from './banks.controller.js';
import { LiveClients } from './live-client.js';
import { ResourceServers } from './resource-servers.js';

/** The issuers that the portal is registered at, and the way to their servers. */
export const banksParts = {
  controllers: [BanksController],
  providers: [BankClient, BankRegistry, LiveClients, ResourceServers],
};
