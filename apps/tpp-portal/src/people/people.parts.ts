import { PeopleController } from './people.controller.js';

/** Whom a visitor can be. */
export const peopleParts = {
  controllers: [PeopleController],
  providers: [],
};
