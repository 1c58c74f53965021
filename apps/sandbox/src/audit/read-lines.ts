const newline = 0x0a;
const bytesMax = 8_388_608;

/** A file that is no text of lines. */
export class NotLines extends Error {
  override readonly name = 'NotLines';
}

/** The lines of a stream without their newlines; each must end with one. @throws NotLines */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      throw new NotLines('is no UTF-8', { cause });
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (;;) {
      const to = bytes.indexOf(newline, from);
      if (to === -1) break;
      yield text(bytes.subarray(from, to));
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > bytesMax) throw new NotLines('is longer than any record');
  }
  if (rest.length > 0) throw new NotLines('does not end: the file is cut off');
}
