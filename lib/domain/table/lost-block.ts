/** This many zero bytes in a row may have replaced the end of a cell or of a row (decision 26). */
const block = "\0".repeat(4);

/** Whether a text has a block of zero bytes where data was lost: what follows it may belong to another row. */
export function hasLostBlock(text: string): boolean {
  return text.includes(block);
}

/**
 * Whether a cell has a zero byte: a character is lost, and without the byte a number would become another number.
 */
export function hasLostByte(text: string): boolean {
  return text.includes("\0");
}
