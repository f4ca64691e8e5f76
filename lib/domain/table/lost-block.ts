/** So many bytes of zero on end are no slip of a program: a disk or a transfer has lost what stood there. */
const zeros = "\0".repeat(4);

/** Whether a text holds a block that came back as zeros. */
export function hasLostBlock(text: string): boolean {
  return text.includes(zeros);
}
