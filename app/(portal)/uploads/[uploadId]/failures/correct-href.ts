/** Where failures of an upload are corrected on the page: all of them, or the debtors with these ordinals. */
export function correctHref(uploadId: string, ordinals: readonly number[] | null = null): string {
  return `/uploads/new?correct=${uploadId}${ordinals === null ? "" : `&debtors=${ordinals.join(",")}`}`;
}
