import type { ConsentDescription, MandateDescription } from './consent-description.js';
import type { DomesticVrp } from './domestic-vrp.js';
import { decimalOf, inPounds, pence } from './money.js';
import type { PeriodicLimit } from './periodic-limits.js';
import { accountInWords, day, expiryInWords } from './wording.js';

type Limits = DomesticVrp['consent']['ControlParameters'];

const kindWords: Readonly<Record<Limits['VRPType'][number], string>> = {
  'UK.OBIE.VRPType.Sweeping': 'Moving money between accounts of your own',
  'UK.OBIE.VRPType.Other': 'Paying someone else',
};

interface PeriodWords {
  readonly noun: string;
  /** When it begins and ends, as the calendar has it. */
  readonly calendar: string;
}

const periodWords: Readonly<Record<PeriodicLimit['PeriodType'], PeriodWords>> = {
  Day: { noun: 'day', calendar: 'from midnight to midnight' },
  Week: { noun: 'week', calendar: 'Monday to Sunday' },
  Fortnight: { noun: 'fortnight', calendar: 'as the calendar has it' },
  Month: { noun: 'month', calendar: 'from the 1st to the last day' },
  'Half-year': { noun: 'half-year', calendar: 'January to June and July to December' },
  Year: { noun: 'year', calendar: 'January to December' },
};

/** A standing permission to pay, in words: whom, within which limits, each with what it comes to. */
export function describeVrp({ consent }: DomesticVrp): ConsentDescription {
  const { ControlParameters: limits, Initiation } = consent;
  const { CreditorAccount, DebtorAccount } = Initiation;
  const payeeAccount = accountInWords(CreditorAccount.Identification);
  const [reference] = Initiation.RemittanceInformation?.Unstructured ?? [];
  const { ValidFromDateTime } = limits;
  return {
    clusters: [],
    expiry: expiryInWords(limits.ValidToDateTime),
    mandate: {
      payee: CreditorAccount.Name,
      payeeAccount,
      ...(reference !== undefined && { reference }),
      kinds: limits.VRPType.map((kind) => kindWords[kind]),
      presence: presenceInWords(limits),
      ...(ValidFromDateTime !== undefined && { starts: new Date(ValidFromDateTime) }),
      limits: [limitOfEach(limits), ...limits.PeriodicLimits.map(limitOfPeriod(limits))],
    },
    ...(DebtorAccount !== undefined && {
      account: {
        identification: DebtorAccount.Identification,
        text: accountInWords(DebtorAccount.Identification),
      },
    }),
    linked: {
      data: { ControlParameters: limits, CreditorAccount },
      text: `allow payments to ${CreditorAccount.Name.slice(0, 80)} (${payeeAccount}): ${inShort(limits)}`,
    },
  };
}

const presenceInWords = ({ PSUInteractionTypes: types = ['OffSession'] }: Limits): string =>
  types.includes('OffSession')
    ? 'Also when you are not using the app'
    : 'Only while you are using the app';

type Limit = MandateDescription['limits'][number];

function limitOfEach({ MaximumIndividualAmount: { Amount } }: Limits): Limit {
  const most = inPounds(Amount);
  const more = inPounds(decimalOf(pence(Amount) + 1n));
  return {
    term: 'Each payment',
    text: `Up to ${most}`,
    example: `A payment of ${most} is made. One of ${more} is refused.`,
  };
}

const limitOfPeriod =
  ({ MaximumIndividualAmount }: Limits) =>
  ({ PeriodType, PeriodAlignment, Amount }: PeriodicLimit): Limit => {
    const { noun, calendar } = periodWords[PeriodType];
    const span = PeriodAlignment === 'Calendar' ? calendar : 'counted from the day you allow it';
    return {
      term: `Each ${noun}`,
      text: `Up to ${inPounds(Amount)} in all, ${span}`,
      example: workedExample(pence(Amount), pence(MaximumIndividualAmount.Amount), noun),
    };
  };

function workedExample(limit: bigint, each: bigint, noun: string): string {
  const pounds = (sum: bigint): string => inPounds(decimalOf(sum));
  if (limit < each) {
    return `After one payment of ${pounds(limit)}, nothing more until the ${noun} is over.`;
  }
  const [count, rest] = [limit / each, limit % each];
  const payments = count === 1n ? 'one payment' : `${String(count)} payments`;
  const left =
    rest === 0n
      ? `nothing more until the ${noun} is over`
      : `${pounds(rest)} is left for the rest of the ${noun}`;
  return `After ${payments} of ${pounds(each)}, ${left}.`;
}

/** For a message on a telephone: every limit, and no word more. */
function inShort({ MaximumIndividualAmount, PeriodicLimits, ValidToDateTime }: Limits): string {
  const each = `${inPounds(MaximumIndividualAmount.Amount)} each`;
  const periods = PeriodicLimits.map(
    ({ PeriodType, Amount }) => `${inPounds(Amount)} a ${periodWords[PeriodType].noun}`,
  );
  const end = ValidToDateTime === undefined ? [] : [`until ${day(new Date(ValidToDateTime))}`];
  return `up to ${[each, ...periods, ...end].join(', ')}`;
}
