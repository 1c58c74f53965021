import type { Day } from '../calendar.js';
import type { LifeEvent } from '../life-event.js';
import type { Habit } from '../habit.schema.js';
import { fee } from './fee.js';
import { invoice } from './invoice.js';
import { interest, move, repay, sweep } from './own-transfers.js';
import { pay } from './pay.js';
import { receive } from './receive.js';
import type { Scene } from './scene.js';
import { shop } from './shop.js';

/** What a habit brings about on a day. */
export function eventsOf(habit: Habit, scene: Scene, day: Day): Iterable<LifeEvent> {
  switch (habit.does) {
    case 'receive':
      return receive(habit, scene, day);
    case 'pay':
      return pay(habit, scene, day);
    case 'shop':
      return shop(habit, scene, day);
    case 'invoice':
      return invoice(habit, scene, day);
    case 'move':
      return move(habit, scene, day);
    case 'sweep':
      return sweep(habit, scene, day);
    case 'repay':
      return repay(habit, scene, day);
    case 'interest':
      return interest(habit, scene, day);
    case 'fee':
      return fee(habit, scene, day);
  }
}
