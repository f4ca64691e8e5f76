import type { GroupTotals, UploadView } from "../views/upload-view.ts";
import { keptKinds, outcomes } from "./outcome.ts";

/**
 * Whether file = set aside + left out + staged and staged = unchanged + volatile + pending + the four outcomes, in
 * debtors, obligations and cents (and in rows for the file).
 */
export function addsUp({ totals, groups }: Pick<UploadView, "totals" | "groups">): boolean {
  return (
    totals.file.rows === totals.setAside + totals.leftOut.rows + totals.staged.rows &&
    isSum(totals.file, [totals.leftOut, totals.staged]) &&
    isSum(totals.staged, [keptOf({ groups }), groups.pending, ...outcomes.map((outcome) => groups[outcome])])
  );
}

/** Who of an upload is not sent because the CRM has them, be it but for volatile fields. */
export function keptOf({ groups }: Pick<UploadView, "groups">): GroupTotals {
  return sumOf(keptKinds.map((kind) => groups[kind]));
}

/** What of an upload is sent: staged without those whom the CRM has. */
export function toSendOf({ groups }: Pick<UploadView, "groups">): GroupTotals {
  return sumOf([groups.pending, ...outcomes.map((outcome) => groups[outcome])]);
}

/** A group without a part of it. */
export function without(whole: GroupTotals, part: GroupTotals): GroupTotals {
  const balance = part.balance.startsWith("-") ? part.balance.slice(1) : `-${part.balance}`;
  return sumOf([whole, { debtors: -part.debtors, obligations: -part.obligations, balance }]);
}

/** The sum of several groups. Throws if a balance is not a decimal with two places, which no view has. */
export function sumOf(parts: readonly GroupTotals[]): GroupTotals {
  const cents = parts.reduce((sum, part) => sum + centsOf(part.balance), 0n);
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return {
    debtors: parts.reduce((sum, part) => sum + part.debtors, 0),
    obligations: parts.reduce((sum, part) => sum + part.obligations, 0),
    balance: `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`,
  };
}

function isSum(whole: GroupTotals, parts: readonly GroupTotals[]): boolean {
  const sum = sumOf(parts);
  return whole.debtors === sum.debtors && whole.obligations === sum.obligations && whole.balance === sum.balance;
}

function centsOf(balance: string): bigint {
  if (!/^-?\d+\.\d\d$/.test(balance)) throw new Error("a balance is not a decimal with two places");
  return BigInt(balance.replace(".", ""));
}
