/**
 * Names of operators whose damage is still sent silently in some files: what remains to be fixed. Must become
 * empty. The short share in `npm test` accepts no silent wrong from all others.
 */
export const notYetHeld: ReadonlySet<string> = new Set([]);
