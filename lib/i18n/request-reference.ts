/** What a sentence about a fault can name: the id under which the log has the request, or "none" where it is not known. */
export function referenceOf(params: Readonly<Record<string, unknown>>): { readonly requestId: string } {
  return { requestId: typeof params.request === "string" ? params.request : "none" };
}
