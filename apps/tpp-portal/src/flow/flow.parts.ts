import { FlowStore } from './flow.store.js';
import { FlowsController } from './flows.controller.js';

/** Every hop of the demo app’s journeys, as it happened. */
export const flowParts = {
  controllers: [FlowsController],
  providers: [FlowStore],
};
