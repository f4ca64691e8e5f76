import { foldedKey, foldedObject } from "./folded-object.ts";
import { debtorForms, isSameValue, obligationForms, type ValueForm } from "./shown-values.ts";

type Values = Readonly<Record<string, unknown>>;

/** A debtor with its obligations by number, as sent or as the CRM shows it. */
export interface DebtorValues {
  readonly own: Values;
  readonly obligations: ReadonlyMap<string, Values>;
}

/** What the CRM may have had of a debtor apart from the call that is read back: its snapshot, or another call. */
export interface PossibleBefore {
  /** Null if nobody knows its values any more. */
  readonly values: DebtorValues | null;
  /** All that was sent is the same there, also what no lookup shows. */
  readonly isSame: boolean;
}

/**
 * Whether a debtor that the CRM shows as it was sent must have been written by the call that sent it, or has the
 * same values whichever call wrote it (decision 9): a shown field differs from each value that the CRM may have had
 * before. A field that was missing or empty then may have kept an older value, so it proves nothing. An obligation
 * that nobody had sent proves something only if the CRM `removes` what a load does not name.
 */
export function proves(
  possibleBefore: readonly PossibleBefore[],
  sent: DebtorValues,
  shown: DebtorValues,
  removes: boolean,
): boolean {
  const isNew = (number: string) => possibleBefore.every(({ values }) => values?.obligations.has(number) === false);
  const hasNew = removes && [...sent.obligations.keys()].some(isNew);
  return possibleBefore.every(
    ({ values, isSame }) => isSame || (values !== null && (hasNew || isOther(values, sent, shown))),
  );
}

function isOther(before: DebtorValues, sent: DebtorValues, shown: DebtorValues): boolean {
  if (hasOther(debtorForms, before.own, sent.own, shown.own)) return true;
  return [...sent.obligations].some(([number, own]) =>
    hasOther(obligationForms, before.obligations.get(number) ?? {}, own, shown.obligations.get(number) ?? {}),
  );
}

function hasOther(forms: ReadonlyMap<string, ValueForm>, before: Values, sent: Values, shown: Values): boolean {
  const shownByKey = foldedObject(shown);
  return Object.keys(sent).some((key) => {
    const [form, was, is] = [forms.get(key), before[key], shownByKey?.get(foldedKey(key))];
    if (form === undefined || typeof was !== "string" || was === "" || is === undefined) return false;
    return !isSameValue(form, was, is);
  });
}
