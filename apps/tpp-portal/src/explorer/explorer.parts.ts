import { ApiDocuments } from './api-documents.js';
import { ExploredResources } from './explored-resources.js';
import { ExplorerController } from './explorer.controller.js';
import { ExplorerGrants } from './explorer-grants.js';
import { ExplorerService } from './explorer.service.js';

/** The API, tried out with the demo app's key. */
export const explorerParts = {
  controllers: [ExplorerController],
  providers: [ApiDocuments, ExploredResources, ExplorerGrants, ExplorerService],
};
