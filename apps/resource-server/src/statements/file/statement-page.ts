import PDFDocument from 'pdfkit';
import type { StatementFile, StatementLine } from './statement-file.model.js';

// Points on a page of A4 (595 × 842).
const left = 48;
const right = 547;
const bottom = 786;
const lineHeight = 19;
const columns = { date: left, text: 98, out: 328, in: 403, balance: 478 };
const columnWidth = right - columns.balance;

const ink = '#10272e';
const soft = '#465d65';
const rule = '#d3dede';
const mist = '#f2f6f6';
const sea = '#0a5566';
const wave = '#8fb9c5';

/** Draws a statement; the same statement gives the same bytes. */
export function statementPdf(file: StatementFile): Promise<Buffer> {
  const page = new PDFDocument({
    ...{ size: 'A4', margin: 0, bufferPages: true, lang: 'en-GB', displayTitle: true },
    info: {
      Title: latin(`${file.bank}: statement of ${file.month}`),
      Author: latin(file.bank),
      CreationDate: file.createdAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
  });
  let y = drawHead(page, file);
  y = drawSummary(page, file, y);
  drawLines(page, file, y);
  drawFeet(page, file);
  page.end();
  return done;
}

function drawHead(
  page: PDFDocument,
  { bank, month, account, holder, number }: StatementFile,
): number {
  page.rect(0, 0, 595, 8).fill(sea);
  for (const [index, colour] of [sea, wave].entries()) drawWave(page, left, 51 + index * 7, colour);
  write(page, bank, left + 38, 44, { size: 17, isBold: true });
  write(page, 'Statement', left, 92, { size: 24, isBold: true });
  write(page, month, left, 122, { size: 12, colour: soft });
  const facts = [account, holder, number].filter((fact) => fact !== undefined);
  facts.forEach((fact, index) =>
    write(page, fact, 280, 95 + index * 15, {
      ...{ size: index === 0 ? 11 : 9.5, isBold: index === 0, colour: index === 0 ? ink : soft },
      width: right - 280,
    }),
  );
  return 160;
}

/** Two waves: the harbour. */
function drawWave(page: PDFDocument, x: number, y: number, colour: string): void {
  page.moveTo(x, y);
  for (const step of [0, 1]) {
    const at = x + step * 14;
    page.bezierCurveTo(at + 4, y - 6, at + 10, y + 6, at + 14, y);
  }
  page.lineWidth(2.4).stroke(colour);
}

function drawSummary(page: PDFDocument, { summary }: StatementFile, y: number): number {
  page.roundedRect(left, y, right - left, 54, 4).fill(mist);
  const width = (right - left) / summary.length;
  summary.forEach(({ label, amount }, index) => {
    const x = left + index * width + 14;
    write(page, label, x, y + 12, { size: 8.5, colour: soft });
    write(page, amount, x, y + 27, { size: 13, isBold: true });
  });
  return y + 54 + 26;
}

function drawLines(page: PDFDocument, { lines, remark }: StatementFile, from: number): void {
  let y = lines.length === 0 ? from : drawColumns(page, from);
  for (const line of lines) {
    if (y + lineHeight > bottom) {
      page.addPage();
      page.rect(0, 0, 595, 8).fill(sea);
      y = drawColumns(page, 40);
    }
    drawLine(page, line, y);
    y += lineHeight;
  }
  if (remark !== undefined)
    write(page, remark, left, Math.min(y + 10, bottom), { size: 9.5, colour: soft });
}

function drawColumns(page: PDFDocument, y: number): number {
  const heading = { size: 8.5, isBold: true, colour: soft };
  write(page, 'Date', columns.date, y, heading);
  write(page, 'Description', columns.text, y, heading);
  for (const [label, x] of [
    ...([
      ['Money out', columns.out],
      ['Money in', columns.in],
    ] as const),
    ['Balance', columns.balance] as const,
  ]) {
    write(page, label, x, y, { ...heading, width: columnWidth, align: 'right' });
  }
  page
    .moveTo(left, y + 15)
    .lineTo(right, y + 15)
    .lineWidth(0.8)
    .stroke(sea);
  return y + 21;
}

function drawLine(page: PDFDocument, line: StatementLine, y: number): void {
  const number = { size: 9.5, width: columnWidth, align: 'right' } as const;
  write(page, line.date, columns.date, y, { size: 9.5, colour: soft });
  write(page, line.text, columns.text, y, { size: 9.5, width: columns.out - columns.text - 4 });
  write(page, line.out, columns.out, y, number);
  write(page, line.in, columns.in, y, { ...number, colour: sea });
  write(page, line.balance, columns.balance, y, number);
  const under = y + lineHeight - 5;
  page.moveTo(left, under).lineTo(right, under).lineWidth(0.4).stroke(rule);
}

function drawFeet(page: PDFDocument, { bank, reference }: StatementFile): void {
  const { start, count } = page.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    page.switchToPage(index);
    const small = { size: 7.5, colour: soft };
    write(page, `${bank} · Statement ${reference} · Times are UTC`, left, 810, small);
    const place = `Page ${index - start + 1} of ${count}`;
    write(page, place, right - 100, 810, { ...small, width: 100, align: 'right' });
  }
}

interface Style {
  readonly size: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** One line of text, cut where its width ends. */
function write(page: PDFDocument, text: string, x: number, y: number, style: Style): void {
  if (text === '') return;
  const { size, isBold = false, colour = ink, width, align = 'left' } = style;
  page
    .font(isBold ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(size)
    .fillColor(colour);
  let shown = latin(text);
  if (width !== undefined && page.widthOfString(shown) > width) {
    while (shown.length > 1 && page.widthOfString(`${shown}…`) > width) shown = shown.slice(0, -1);
    shown = `${shown.trimEnd()}…`;
  }
  page.text(shown, x, y, { lineBreak: false, ...(width === undefined ? {} : { width, align }) });
}

/** What the fonts that every reader of PDF has can show: other letters lose their marks, or become a question mark. */
const latin = (text: string): string =>
  Array.from(text.normalize('NFC'), (letter) =>
    isShown(letter) ? letter : latinBase(letter),
  ).join('');
const latinBase = (letter: string): string => {
  const [base = '?'] = letter.normalize('NFD');
  return isShown(base) ? base : '?';
};
const isShown = (letter: string): boolean => /^[\x20-\x7e\xa1-\xff€–…’·]$/.test(letter);
