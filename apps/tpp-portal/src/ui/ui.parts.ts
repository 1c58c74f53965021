import { PagesController } from './pages.controller.js';

/** The pages: one document for every address. */
export const uiParts = {
  controllers: [PagesController],
  providers: [],
};
