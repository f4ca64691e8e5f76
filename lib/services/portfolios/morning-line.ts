import type { LoadOfPortfolio } from "#lib/database/comparison/parts.ts";
import type { Expectation, MorningUploadRow } from "#lib/database/portfolios/morning.ts";
import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { acceptedShareOf } from "#lib/domain/outcome/accepted-share.ts";
import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { withoutHeld } from "#lib/domain/outcome/held-out.ts";
import { isOneOf, isOver, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { completedSet, confirmedFiles, missingParts } from "#lib/domain/portfolio/comparison/part-set.ts";
import { byPlace } from "#lib/domain/portfolio/morning/by-place.ts";
import { dayIn, lastDue, type Schedule, stillAhead } from "#lib/domain/portfolio/morning/expected-loads.ts";
import { type Health, healthOf, incompleteLoad } from "#lib/domain/portfolio/morning/health.ts";
import { runningOut } from "#lib/domain/portfolio/working-days.ts";
import type { MorningBalance, MorningLine, MorningLoad } from "#lib/domain/views/morning-view.ts";

const loadsShown = 5;

/**
 * The line of one portfolio at a time; `uploads` are its own, and `staged` its loads of the last month, if one of them is
 * a part.
 */
export function morningLine(
  { id, name, creditor, restingSince, expectedDays, expectedMinute, createdAt, tenant }: Expectation,
  uploads: readonly MorningUploadRow[],
  staged: readonly LoadOfPortfolio[],
  isHoliday: (country: string, day: string) => boolean,
  now: Date,
): Omit<MorningLine, "isCorrectable"> {
  const { timeZone, country } = tenant;
  const schedule: Schedule = {
    days: expectedDays,
    minute: restingSince === null ? expectedMinute : null,
    timeZone,
    isHoliday: (day) => isHoliday(country, day),
    since: createdAt,
  };
  const due = lastDue(schedule, now);
  const ahead = stillAhead(schedule, now);
  const dated = byPlace(uploads).map((upload) => ({ ...upload, day: dayIn(timeZone, upload.createdAt) }));
  const loads = dated.filter(({ isFollowUp }) => !isFollowUp);
  const judged = dated.map((upload) => ({
    ...upload,
    completeness: completenessOf(withoutHeld(upload, upload.held)),
    partsMissing: missingParts(staged, upload.id),
    setWith: setWith(staged, upload.id),
  }));
  const { health, uploadId } = healthOf({ today: dayIn(timeZone, now), due, ahead, uploads: judged });
  const upload = dated.find((one) => one.id === uploadId);
  const debtors = upload === undefined ? 0 : debtorsLeft(health, upload, dated);
  const incomplete = health === "stopped" && debtors === 0 ? incompleteLoad(judged)?.id : undefined;
  const left = dated.find(({ id: one, state }) => one === incomplete && isOver(state));
  const today = dayIn(timeZone, now);
  const runsOut =
    upload !== undefined && !upload.isBlocked && waiting.has(health)
      ? runningOut(upload.day, today, (day) => isHoliday(country, day))
      : null;
  return {
    portfolio: { id, name, creditor },
    tenant: { id: tenant.id, name: tenant.name },
    health,
    expectedAt: (health === "late" ? due : ahead)?.at.toISOString() ?? null,
    timeZone,
    loads: loads.slice(0, loadsShown).reverse().map(morningLoad),
    balance: balanceOf(loads, filesOf(loads, staged, timeZone)),
    uploadId,
    waiting: dated.filter(({ id: one, state }) => state === "staged" && one !== uploadId).length,
    debtors,
    notIn: left === undefined ? 0 : notIn(left),
    held: upload === undefined ? 0 : heldOf(upload),
    partsMissing: missingParts(staged, loads[0]?.id ?? ""),
    ...(runsOut === null ? {} : { runsOut }),
  };
}

/** Its load is here, and not in the CRM yet. */
const waiting: ReadonlySet<Health> = new Set<Health>(["odd", "stopped", "to_confirm", "sending", "in_part"]);

function morningLoad(row: MorningUploadRow & Pick<MorningLoad, "day">): MorningLoad {
  const { day, state, fileDebtors, leftOutDebtors, unchangedDebtors, acceptedDebtors, sentDebtors, held } = row;
  const toSend = fileDebtors - leftOutDebtors - unchangedDebtors - held.notSent - row.heldPending;
  const acceptedShare = sentDebtors === 0 ? null : acceptedShareOf(acceptedDebtors - unchangedDebtors, toSend, 100);
  const others = withoutHeld(row, held);
  const { leftOutRows } = others;
  return {
    day,
    state,
    completeness: completenessOf(others),
    acceptedShare,
    leftOutRows,
    held: held.debtors + row.heldPending,
  };
}

/** While it is not over, those whom it left out are told by its file's reasons (`heldApart`). */
function heldOf({ state, held, heldPending }: MorningUploadRow): number {
  return isOver(state) ? held.debtors : held.notSent + heldPending;
}

type DatedUpload = MorningUploadRow & Pick<MorningLoad, "day">;

function setWith(staged: readonly LoadOfPortfolio[], uploadId: string): readonly string[] {
  const load = staged.find((one) => one.uploadId === uploadId);
  if (load?.loadKind !== "part") return [];
  return completedSet(staged, load)?.map((part) => part.uploadId) ?? [];
}

/** A file of the whole portfolio: a load, or the parts of a set together. */
interface WholeFile extends Pick<MorningBalance, "amount" | "currency"> {
  readonly uploadIds: readonly string[];
  readonly day: string;
  readonly confirmedAt: Date;
}

/** Confirmed ones, the one confirmed last first. `staged` reaches back a month, and is empty if no load shown is a part or additions. */
function filesOf(loads: readonly DatedUpload[], staged: readonly LoadOfPortfolio[], timeZone: string): WholeFile[] {
  const files = confirmedFiles(staged).map(({ parts, confirmedAt }): WholeFile => {
    const [uploadIds, last] = [parts.map(({ uploadId }) => uploadId), parts.at(-1)];
    const cents = parts.reduce((sum, { fileBalance }) => sum + parseCents(fileBalance), 0n);
    const day = last === undefined ? "" : dayIn(timeZone, last.createdAt);
    return { uploadIds, day, confirmedAt, amount: formatCents(cents), currency: last?.currency ?? "" };
  });
  const known = new Set(files.flatMap(({ uploadIds }) => uploadIds));
  const others = loads.flatMap(
    ({ id, day, loadKind, isConfirmedFile, confirmedAt, fileBalance: amount, currency }): WholeFile[] =>
      loadKind !== "whole" || confirmedAt === null || !isConfirmedFile || known.has(id)
        ? []
        : [{ uploadIds: [id], day, confirmedAt, amount, currency }],
  );
  return [...files, ...others].toSorted((a, b) => b.confirmedAt.getTime() - a.confirmedAt.getTime());
}

/** Parts alone and additions are compared with nothing: their balances are of other debtors. `files`: youngest first. */
function balanceOf([load]: readonly DatedUpload[], [last, before]: readonly WholeFile[]): MorningBalance | null {
  if (last === undefined || parseCents(last.amount) === 0n) return null;
  const [amount, earlier] = [parseCents(last.amount), parseCents(before?.amount ?? "0.00")];
  const isComparable = earlier > 0n && before?.currency === last.currency;
  // Four digits are finer than what is shown; a share of a balance that differs at all is never rounded to nothing.
  const change = isComparable ? Number((Number(amount - earlier) / Number(earlier)).toPrecision(4)) : null;
  const wholeDay = last.uploadIds.includes(load?.id ?? "") ? null : last.day;
  return { amount: last.amount, currency: last.currency, change, wholeDay };
}

function debtorsLeft(health: Health, upload: MorningUploadRow, uploads: readonly MorningUploadRow[]): number {
  if (health === "in_part") return notIn(upload);
  const own = toBeSent(upload);
  if (own > 0 || !isOneOf(uploadGroups.inLine, upload.state)) return own;
  return uploads
    .filter(({ state }) => isOneOf(uploadGroups.inLine, state))
    .reduce((sum, one) => sum + toBeSent(one), 0);
}

function notIn({ fileDebtors, acceptedDebtors, held }: MorningUploadRow): number {
  return fileDebtors - acceptedDebtors - held.debtors;
}

/** A blocked upload sends nobody; what waits behind it does. */
function toBeSent({ isBlocked, pendingDebtors, heldPending }: MorningUploadRow): number {
  return isBlocked ? 0 : pendingDebtors - heldPending;
}
