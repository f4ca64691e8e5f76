interface Sent {
  readonly Obligations?: readonly { readonly id?: unknown }[];
}

/**
 * A debtor's payload with the obligations of other payloads of the same debtor behind its own: what a CRM gets that
 * would remove them otherwise. Of two obligations with one id the first stays, so `others` come youngest first. All
 * values of a payload are texts, so reading and writing them changes nothing.
 */
export function addObligations(payload: string, others: readonly string[]): string {
  const { Obligations: own = [], ...debtor } = JSON.parse(payload) as Sent & Readonly<Record<string, unknown>>;
  const all = new Map(own.map((obligation) => [String(obligation.id), obligation]));
  for (const other of others)
    for (const obligation of (JSON.parse(other) as Sent).Obligations ?? [])
      if (!all.has(String(obligation.id))) all.set(String(obligation.id), obligation);
  if (all.size === own.length) return payload;
  return JSON.stringify({ ...debtor, Obligations: [...all.values()] });
}
