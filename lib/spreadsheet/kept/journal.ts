/**
 * A journal is lines of records, each with a checksum. A crash can only cut or spoil its end, so that reading stops
 * at the first line that is not whole, with everything before it.
 */
const lineFeed = 0x0a;
const checksumDigits = 8;
/** Of a line, in bytes: the checksum, a space, JSON of at least one character. */
const leastLine = checksumDigits + 2;

/** A record as a line: its checksum in hex, a space, its JSON, a line feed. */
export function journalLine(record: unknown): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(record));
  const line = new Uint8Array(checksumDigits + 1 + json.length + 1);
  line.set(new TextEncoder().encode(`${checksum(json)} `));
  line.set(json, checksumDigits + 1);
  line[line.length - 1] = lineFeed;
  return line;
}

/** The whole records of a journal, and how many bytes they take from its beginning: what follows was cut. */
export function readJournal(bytes: Uint8Array): { records: unknown[]; wholeBytes: number } {
  const text = new TextDecoder();
  const records: unknown[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(lineFeed, at);
    if (end === -1 || end - at < leastLine) break;
    const json = bytes.subarray(at + checksumDigits + 1, end);
    if (text.decode(bytes.subarray(at, at + checksumDigits + 1)) !== `${checksum(json)} `) break;
    records.push(JSON.parse(text.decode(json)));
    at = end + 1;
  }
  return { records, wholeBytes: at };
}

/** FNV-1a with 32 bits: it only has to tell a line that was written from one that was not. */
function checksum(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(checksumDigits, "0");
}
