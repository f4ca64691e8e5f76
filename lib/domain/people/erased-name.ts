const start = "erased-";

/** What stands in place of an erased person's identification (decision 71). */
export function erasedName(id: string): string {
  return start + id;
}

export function isErasedName(identification: string): boolean {
  return identification.startsWith(start);
}
