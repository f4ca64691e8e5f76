/** So many bytes of zero on end may have taken the end of a cell with them, or of a row. */
const block = "\0".repeat(4);

/** Whether a text holds a block that came back as zeros: wherever it stands, what follows may be another row's. */
export function hasLostBlock(text: string): boolean {
  return text.includes(block);
}

/** Whether a cell holds a byte of zero: a character of it is gone, and taken out its number would be another one. */
export function hasLostByte(text: string): boolean {
  return text.includes("\0");
}
