import { flawOf, type RecordLine } from './record-line.js';

interface Head {
  readonly seq: number;
  readonly hash: string;
}

const beginning: Head = { seq: 0, hash: '0'.repeat(64) };

/** The chains of a record as they are read; of each it remembers its end alone. */
export class RecordChains {
  /** How many records were read. */
  count = 0;
  private readonly heads = new Map<string, Head>();
  /** The chains that moved since the last checkpoint. */
  private moved = new Map<string, Head>();
  private place = '';
  private readonly withoutData = new Map<string, number>();
  private readonly erased = new Set<string>();

  constructor(private readonly bank: string) {}

  /** Takes the record in a line; tells what is wrong with it, if anything is. */
  take(text: string, line: number, record: RecordLine): string | undefined {
    const { chain, seq, hash, person } = record;
    const flaw = flawOf(text, record) ?? this.misplacement(record);
    this.place = placeOf(record);
    this.count += 1;
    // Read on from what stands there: what follows is judged by itself.
    this.heads.set(chain, { seq, hash });
    this.moved.set(chain, { seq, hash });
    const isWithoutData = record.personal_digest !== null && record.personal === undefined;
    if (isWithoutData && person !== null && !this.withoutData.has(person)) {
      this.withoutData.set(person, line);
    }
    if (record.event === 'person.erased') this.erased.add(String(record.body['person']));
    return flaw;
  }

  private misplacement(record: RecordLine): string | undefined {
    const { chain, seq, previous } = record;
    const head = this.heads.get(chain) ?? beginning;
    const missing = seq - head.seq - 1;
    if (record.bank !== this.bank) return 'belongs to another bank';
    if (missing > 0) return `follows a gap: ${missing} before it are missing`;
    if (missing < 0) return 'stands where another record of its chain stood';
    if (previous !== head.hash) return 'does not follow from the one before it in its chain';
    return placeOf(record) > this.place ? undefined : 'is out of order';
  }

  /** A checkpoint names exactly the chains that moved since the one before, each where it stands. */
  isWhere(heads: unknown): boolean {
    if (!Array.isArray(heads) || heads.length !== this.moved.size) return false;
    return (heads as { chain?: string; seq?: number; hash?: string }[]).every((head) => {
      const moved = this.moved.get(head.chain ?? '');
      return moved !== undefined && moved.seq === head.seq && moved.hash === head.hash;
    });
  }

  /** Begins what the next checkpoint seals. */
  sealed(): void {
    this.moved = new Map();
    this.place = '';
  }

  get isSealed(): boolean {
    return this.moved.size === 0;
  }

  get chains(): number {
    return this.heads.size;
  }

  /** How many persons are without their data. */
  get erasedPersons(): number {
    return this.withoutData.size;
  }

  /** Lines from which personal data are missing although no erasure is recorded; complete after the last line alone. */
  robbed(): readonly number[] {
    const robbed = [...this.withoutData].filter(([person]) => !this.erased.has(person));
    return robbed.map(([, line]) => line);
  }
}

const placeOf = ({ chain, seq }: RecordLine): string => `${chain} ${String(seq).padStart(16, '0')}`;
