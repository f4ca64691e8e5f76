/** A name may have line ends, which in a mail could look like another paragraph of ours. */
export const oneLine = (name: string): string => name.replaceAll(/\s+/g, " ");
