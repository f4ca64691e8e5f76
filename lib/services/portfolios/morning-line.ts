import type { Expectation, MorningUploadRow } from "#lib/database/portfolios/morning.ts";
import { parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { acceptedShareOf } from "#lib/domain/outcome/accepted-share.ts";
import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { missingParts, type StagedLoad } from "#lib/domain/portfolio/comparison/part-set.ts";
import { dayIn, lastDue, type Schedule, stillAhead } from "#lib/domain/portfolio/morning/expected-loads.ts";
import { type Health, healthOf } from "#lib/domain/portfolio/morning/health.ts";
import type { MorningBalance, MorningLine, MorningLoad } from "#lib/domain/views/morning-view.ts";

const loadsShown = 5;

/**
 * The line of one portfolio at a time; `uploads` are its own, youngest first, and `staged` its loads of the last month,
 * if one of them is a part.
 */
export function morningLine(
  { id, name, creditor, expectedDays, expectedMinute, createdAt, tenant }: Expectation,
  uploads: readonly MorningUploadRow[],
  staged: readonly StagedLoad[],
  isHoliday: (country: string, day: string) => boolean,
  now: Date,
): MorningLine {
  const { timeZone, country } = tenant;
  const schedule: Schedule = {
    days: expectedDays,
    minute: expectedMinute,
    timeZone,
    isHoliday: (day) => isHoliday(country, day),
    since: createdAt,
  };
  const due = lastDue(schedule, now);
  const ahead = stillAhead(schedule, now);
  const dated = uploads.map((upload) => ({ ...upload, day: dayIn(timeZone, upload.createdAt) }));
  const loads = dated.filter(({ isFollowUp }) => !isFollowUp);
  const { health, uploadId } = healthOf({
    today: dayIn(timeZone, now),
    due,
    ahead,
    uploads: dated.map((upload) => ({
      ...upload,
      completeness: completenessOf(upload),
      partsMissing: missingParts(staged, upload.id),
    })),
  });
  const upload = uploads.find((one) => one.id === uploadId);
  return {
    portfolio: { id, name, creditor },
    tenant: { id: tenant.id, name: tenant.name },
    health,
    expectedAt: (health === "late" ? due : ahead)?.at.toISOString() ?? null,
    timeZone,
    loads: loads.slice(0, loadsShown).reverse().map(morningLoad),
    balance: balanceOf(loads),
    uploadId,
    debtors: upload === undefined ? 0 : debtorsLeft(health, upload),
    partsMissing: missingParts(staged, loads[0]?.id ?? ""),
  };
}

function morningLoad(row: MorningUploadRow & Pick<MorningLoad, "day">): MorningLoad {
  const { day, state, leftOutRows, fileDebtors, leftOutDebtors, unchangedDebtors, acceptedDebtors, sentDebtors } = row;
  const toSend = fileDebtors - leftOutDebtors - unchangedDebtors;
  const acceptedShare = sentDebtors === 0 ? null : acceptedShareOf(acceptedDebtors - unchangedDebtors, toSend, 100);
  return { day, state, completeness: completenessOf(row), acceptedShare, leftOutRows };
}

/** Parts and additions are compared with nothing: their balances are of other debtors. `loads`: youngest first. */
function balanceOf(loads: readonly (MorningUploadRow & Pick<MorningLoad, "day">)[]): MorningBalance | null {
  const [last, before] = loads.filter(({ loadKind }) => loadKind === "whole");
  if (last === undefined || parseCents(last.fileBalance) === 0n) return null;
  const [amount, earlier] = [last.fileBalance, before?.fileBalance ?? "0.00"].map(parseCents);
  const isComparable =
    earlier !== undefined && amount !== undefined && earlier > 0n && before?.currency === last.currency;
  // Four digits are finer than what is shown; a share of a balance that differs at all is never rounded to nothing.
  const change = isComparable ? Number((Number(amount - earlier) / Number(earlier)).toPrecision(4)) : null;
  const wholeDay = last === loads[0] ? null : last.day;
  return { amount: last.fileBalance, currency: last.currency, change, wholeDay };
}

function debtorsLeft(health: Health, { pendingDebtors, fileDebtors, acceptedDebtors }: MorningUploadRow): number {
  return health === "in_part" ? fileDebtors - acceptedDebtors : pendingDebtors;
}
