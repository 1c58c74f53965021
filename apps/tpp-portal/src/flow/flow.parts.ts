import { ApplicationFlowSharesController } from './application-flow-shares.controller.js';
import { ApplicationFlows } from './application-flows.js';
import { ApplicationFlowsController } from './application-flows.controller.js';
import { FlowSharesController } from './flow-shares.controller.js';
import { FlowStore } from './flow.store.js';
import { FlowsController } from './flows.controller.js';
import { HopRecordsController } from './hop-records.controller.js';
import { SharedFlows } from './shared-flows.js';
import { SharedFlowsController } from './shared-flows.controller.js';

/** Every hop of a journey: the demo app’s as it happened, an application’s as the banks recorded it. */
export const flowParts = {
  controllers: [
    FlowSharesController,
    HopRecordsController,
    FlowsController,
    ApplicationFlowSharesController,
    ApplicationFlowsController,
    SharedFlowsController,
  ],
  providers: [ApplicationFlows, FlowStore, SharedFlows],
};
