/** How a shop's prices end. */
export type PriceStyle = 'pence' | 'ninety-nine' | 'five' | 'notes';

export interface PurchaseKind {
  /** Spending category, as the customer would call it. */
  readonly category: string;
  /** ISO 18245. */
  readonly merchantCategoryCode: string;
  readonly merchants: readonly string[];
  /** Usual amounts in minor units. */
  readonly smallest: number;
  readonly largest: number;
  /** Hours of the day, UTC, between which it happens. */
  readonly opens: number;
  readonly closes: number;
  /** How much more often on a Saturday or Sunday. */
  readonly weekendFactor: number;
  readonly price: PriceStyle;
  /** Bought over the internet: no town, no contactless card. */
  readonly remote?: true;
  /** Share of purchases that come back within two weeks. */
  readonly refunds?: number;
}

/** Invented merchants by kind of purchase; a persona's `shop` habit names the kind. */
export const merchants = {
  groceries: {
    category: 'Groceries',
    merchantCategoryCode: '5411',
    merchants: [
      'Fennel & Rye',
      'Harvest Row',
      'Cornerstone Foods',
      'Greengage Market',
      'Daily Loaf',
    ],
    smallest: 420,
    largest: 7600,
    opens: 8,
    closes: 21,
    weekendFactor: 1.5,
    price: 'pence',
  },
  coffee: {
    category: 'Coffee and snacks',
    merchantCategoryCode: '5814',
    merchants: ['The Copper Kettle', 'Bean & Gull', 'Morning Tide', 'Crumb Street'],
    smallest: 240,
    largest: 980,
    opens: 7,
    closes: 17,
    weekendFactor: 0.8,
    price: 'five',
  },
  'eating-out': {
    category: 'Eating out',
    merchantCategoryCode: '5812',
    merchants: ['Saffron Yard', 'The Net Loft', 'Noodle Wharf', 'Olive & Ember', 'Tin Roof Pizza'],
    smallest: 1150,
    largest: 6400,
    opens: 12,
    closes: 22,
    weekendFactor: 1.9,
    price: 'five',
  },
  transport: {
    category: 'Transport',
    merchantCategoryCode: '4111',
    merchants: ['Corran Metro', 'Blueline Buses', 'Estuary Rail', 'Hopscotch Cabs'],
    smallest: 190,
    largest: 1480,
    opens: 6,
    closes: 23,
    weekendFactor: 0.5,
    price: 'five',
  },
  fuel: {
    category: 'Fuel',
    merchantCategoryCode: '5541',
    merchants: ['Redwing Fuels', 'Junction Nine Garage', 'Coastway Services'],
    smallest: 3200,
    largest: 8200,
    opens: 7,
    closes: 21,
    weekendFactor: 1.2,
    price: 'pence',
  },
  clothes: {
    category: 'Clothes',
    merchantCategoryCode: '5651',
    merchants: ['Thread & Thimble', 'Wool Exchange', 'Patchwork Lane', 'Northlight Shoes'],
    smallest: 1400,
    largest: 9800,
    opens: 10,
    closes: 19,
    weekendFactor: 2,
    price: 'ninety-nine',
    refunds: 0.18,
  },
  online: {
    category: 'Online shopping',
    merchantCategoryCode: '5969',
    merchants: ['Parcelpine', 'Bricabrac Online', 'Nook & Shelf', 'Gadgetry Lane'],
    smallest: 650,
    largest: 7400,
    opens: 7,
    closes: 23,
    weekendFactor: 1.1,
    price: 'ninety-nine',
    remote: true,
    refunds: 0.12,
  },
  home: {
    category: 'Home and garden',
    merchantCategoryCode: '5200',
    merchants: ['Hammer & Hearth', 'Potting Shed', 'Oakum Homeware'],
    smallest: 900,
    largest: 14800,
    opens: 9,
    closes: 18,
    weekendFactor: 2.2,
    price: 'ninety-nine',
    refunds: 0.08,
  },
  leisure: {
    category: 'Leisure',
    merchantCategoryCode: '7999',
    merchants: ['Picture House Corran', 'Spinning Jenny Records', 'Boulder Barn', 'Velo Cove'],
    smallest: 700,
    largest: 5200,
    opens: 10,
    closes: 22,
    weekendFactor: 2,
    price: 'five',
  },
  health: {
    category: 'Health',
    merchantCategoryCode: '5912',
    merchants: ['Willowbark Pharmacy', 'Harbour Dental', 'Clearsight Opticians'],
    smallest: 380,
    largest: 4600,
    opens: 9,
    closes: 18,
    weekendFactor: 0.5,
    price: 'pence',
  },
  'trade-supplies': {
    category: 'Supplies',
    merchantCategoryCode: '5085',
    merchants: ['Northern Glaze Works', 'Claybank Trade Counter', 'Boxwright Packaging'],
    smallest: 1200,
    largest: 18500,
    opens: 8,
    closes: 17,
    weekendFactor: 0.3,
    price: 'pence',
  },
  cash: {
    category: 'Cash',
    merchantCategoryCode: '6011',
    merchants: ['Harbour Bank Quayside', 'Corran Station Cashpoint', 'Market Square Cashpoint'],
    smallest: 1000,
    largest: 12000,
    opens: 8,
    closes: 22,
    weekendFactor: 1.3,
    price: 'notes',
  },
} as const satisfies Record<string, PurchaseKind>;

export type PurchaseName = keyof typeof merchants;

export const purchaseKinds = Object.keys(merchants) as [PurchaseName, ...PurchaseName[]];

/** Invented places, for the narrative of a card payment. */
export const towns = ['PORT CORRAN', 'ST BRANNOCK', 'QUAYSIDE', 'FERNHOLLOW', 'SALTMARSH'] as const;
