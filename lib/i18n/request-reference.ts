/**
 * The parameter of a sentence about a fault: the id that the log has for the request, or "none" if it is not known.
 */
export function referenceOf(params: Readonly<Record<string, unknown>>): { readonly requestId: string } {
  return { requestId: typeof params.request === "string" ? params.request : "none" };
}
