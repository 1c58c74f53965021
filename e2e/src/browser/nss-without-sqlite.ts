import { readFileSync, writeFileSync } from 'node:fs';

// Offsets and sizes of the 64-bit little-endian ELF format.
const sectionTable = { offset: 0x28, entrySize: 0x3a, count: 0x3c };
const section = { type: 4, offset: 24, size: 32, link: 40 };
const dynamicSection = 6;
const dynamicSymbols = 11;
const symbolSize = 24;
const neededTag = 1n;
const weak = 2;

interface Section {
  type: number;
  offset: number;
  size: number;
  link: number;
}

const sectionsOf = (elf: Buffer): Section[] => {
  const start = Number(elf.readBigUInt64LE(sectionTable.offset));
  const entrySize = elf.readUInt16LE(sectionTable.entrySize);
  return Array.from({ length: elf.readUInt16LE(sectionTable.count) }, (_, index) => {
    const at = start + index * entrySize;
    return {
      type: elf.readUInt32LE(at + section.type),
      offset: Number(elf.readBigUInt64LE(at + section.offset)),
      size: Number(elf.readBigUInt64LE(at + section.size)),
      link: elf.readUInt32LE(at + section.link),
    };
  });
};

const textAt = (elf: Buffer, offset: number): string =>
  elf.toString('latin1', offset, elf.indexOf(0, offset));

/** Makes undefined symbols of that prefix weak: where nobody defines them, they are null instead of an error. */
const weaken = (elf: Buffer, sections: Section[], prefix: string): void => {
  const symbols = sections.find(({ type }) => type === dynamicSymbols)!;
  const names = sections[symbols.link]!.offset;
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += symbolSize) {
    const isUndefined = elf.readUInt16LE(at + 6) === 0;
    if (!isUndefined || !textAt(elf, names + elf.readUInt32LE(at)).startsWith(prefix)) continue;
    elf.writeUInt8((weak << 4) | (elf.readUInt8(at + 4) & 0xf), at + 4);
  }
};

/** Lets the library need another library, which it needs anyway, in the place of one that is missing. */
const doWithout = (elf: Buffer, sections: Section[], library: string): void => {
  const dynamic = sections.find(({ type }) => type === dynamicSection)!;
  const names = sections[dynamic.link]!.offset;
  const needed: { at: number; name: bigint }[] = [];
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
    if (elf.readBigUInt64LE(at) === neededTag)
      needed.push({ at, name: elf.readBigUInt64LE(at + 8) });
  }
  const isMissing = ({ name }: { name: bigint }) => textAt(elf, names + Number(name)) === library;
  const other = needed.find((entry) => !isMissing(entry))!;
  for (const { at } of needed.filter(isMissing)) elf.writeBigUInt64LE(other.name, at + 8);
};

/**
 * Frees NSS's softokn from SQLite, which a bare machine does not have and no package brings. It keeps key databases in it;
 * a browser without a home has none, so that the functions are never called.
 */
export const freeFromSqlite = (softokn: string): void => {
  const elf = readFileSync(softokn);
  const sections = sectionsOf(elf);
  weaken(elf, sections, 'sqlite3_');
  doWithout(elf, sections, 'libsqlite3.so.0');
  writeFileSync(softokn, elf);
};
