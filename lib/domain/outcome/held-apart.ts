import type { GroupTotals, UploadView } from "../views/upload-view.ts";
import { sumOf, without } from "./control-sums.ts";

const nobody: GroupTotals = { debtors: 0, obligations: 0, balance: "0.00" };

/**
 * An upload as pages tell it: held debtors are not sent, be it that its run has not come to them yet. With all of them, null
 * for nobody: staged = kept + held + to be sent, before it is confirmed and ever after. `held`: who was when the page was
 * rendered; the view knows who was not sent since, and that nobody who is not pending waits to be held.
 */
export function heldApart<View extends Pick<UploadView, "groups" | "heldNotSent">>(
  view: View,
  held: GroupTotals | null,
): { readonly view: View; readonly held: GroupTotals | null } {
  const { groups, heldNotSent = nobody } = view;
  const most = sumOf([heldNotSent, groups.pending]);
  const all =
    held === null || held.debtors <= heldNotSent.debtors ? heldNotSent : held.debtors < most.debtors ? held : most;
  const waiting = without(all, heldNotSent);
  const moved = { pending: without(groups.pending, waiting), not_sent: sumOf([groups.not_sent, waiting]) };
  return { view: { ...view, groups: { ...groups, ...moved } }, held: all.debtors === 0 ? null : all };
}
