/**
 * A file's name as the audit trail has it: its ending only. Names of files often are a person's or hold an
 * identification, and the trail is never erased. The upload itself has the name.
 */
export function maskedFileName(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? "";
  return `•••${ending.toLowerCase()}`;
}
