import { hasDifference } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { Receipt, ReceiptLine } from "#lib/domain/portfolio/receipt.ts";
import { isBeyond, type LoadClock } from "#lib/domain/portfolio/working-days.ts";
import { isIssueCode } from "#lib/domain/validation/left-out-reason.ts";
import { fieldCountWords } from "./field-count-words.ts";
import { formattersFor } from "./formatters.ts";
import { isKnownKey } from "./known-key.ts";
import { loadDays } from "./load-days.ts";
import type { Locale } from "./locale.ts";
import { messagesFor } from "./messages-for.ts";
import { translatorFor } from "./translator-for.ts";

export interface ReceiptWords {
  /** Its heading, which says of a cancelled load that it is. */
  title(receipt: Receipt): string;
  /** What the load was: labels with their values. */
  head(receipt: Receipt): readonly { readonly label: string; readonly value: string }[];
  /** The part that a line of a receipt is about. */
  part(line: ReceiptLine, receipt: Receipt): string;
  /** The reason of a line below a part; "" for the part itself. */
  reason(line: ReceiptLine): string;
  /** How its lines add up; a part that has no line is not named. */
  sums(receipt: Receipt): string;
  /** How left-out rows stand under their reasons; null where none do. */
  reasonsOnce(receipt: Receipt): string | null;
  /** Why the file differs from what is declared; null if it does not. */
  difference(receipt: Receipt): string | null;
}

/** The words of a receipt, for its page and its workbook. */
export function receiptWords(locale: Locale): ReceiptWords {
  const t = translatorFor(locale, "portfolios.receipt");
  const issues = translatorFor(locale, "issues");
  const reasons = translatorFor(locale, "reasons");
  const ui = translatorFor(locale, "ui");
  const { reasons: known } = messagesFor(locale);
  const format = formattersFor(locale);
  const day = (iso: string) => formattersFor(locale, "UTC").date(`${iso}T00:00:00Z`);
  const by = (name: string | null, at: string) => [name ?? "—", format.dateTime(at)].join(" · ");

  function loadWords({ load, portfolio }: Receipt): string {
    const name = portfolio === null ? "" : [portfolio.name, portfolio.creditor].filter(Boolean).join(" · ");
    if (load.kind === "whole") return name;
    const kind = load.kind === "part" ? t("head.part", { number: load.number, of: load.of }) : t("head.additions");
    return name === "" ? kind : `${name} (${kind})`;
  }

  function fileWords({ file, fileIs }: Receipt): [string, string][] {
    if (fileIs === "none") return [[t("head.closeOut"), file.name]];
    return [
      [t(fileIs === "own" ? "head.file" : "head.fileOfRetried"), `${file.name} (${format.bytes(file.bytes)})`],
      [t(fileIs === "own" ? "head.hash" : "head.hashOfRetried"), file.sha256],
    ];
  }

  function rejectionWords(code: string | null): string {
    const words = code !== null && isKnownKey(known, code) ? known[code] : undefined;
    return typeof words === "string" ? words : reasons("unknown", { code: code ?? "—" });
  }

  function clockWords(clock: LoadClock, apart: Receipt["apart"]): string {
    const { received, due, isOpen, days } = clock;
    const dates = { received: day(received), due: day(due) };
    const until =
      days === null
        ? t(isOpen ? "clock.open" : "clock.nobody", dates)
        : t(isBeyond(clock) ? "clock.late" : "clock.inTime", { ...dates, days });
    if (isOpen || apart.held + apart.later === 0) return until;
    const both = apart.held > 0 && apart.later > 0 ? "yes" : "no";
    return `${until}${t("clock.apart", { ...apart, both })}`;
  }

  function editedWords({ edited, currency }: Receipt): string {
    if (edited === null) return "";
    if (currency === null || /^-?0\.00$/.test(edited.balance)) return t("editedCells", { cells: edited.cells });
    const change = format.money(edited.balance, currency);
    return t("editedBalance", { cells: edited.cells, change: change.startsWith("-") ? change : `+${change}` });
  }

  function countWords(counts: Receipt["keptValues"]): string {
    return fieldCountWords(messagesFor(locale).fields, counts ?? [], format.number);
  }

  return {
    title: ({ cancelled }) => t(cancelled === null ? "title" : "titleCancelled"),
    head: (receipt) => {
      const { tenant, declared, cancelled, finishedAt } = receipt;
      // Without days in arrears nothing was compared with a day, but the file may say one.
      const cutOff = receipt.cutOff ?? declared?.cutOff ?? null;
      const lines: [string, string][] = [
        ...fileWords(receipt),
        [t("head.cutOff"), cutOff === null ? "" : day(cutOff)],
        [t("head.edited"), editedWords(receipt)],
        [t("head.keptValues"), countWords(receipt.keptValues)],
        [t("head.filledValues"), countWords(receipt.filledValues)],
        [t("head.tenant"), `${tenant.name} (${tenant.operation})`],
        [t("head.server"), tenant.server],
        [t("head.portfolio"), loadWords(receipt)],
        [t("head.retry"), receipt.retryOfId ?? ""],
        [t("head.loaded"), by(receipt.loadedBy, receipt.loadedAt)],
        [t("head.confirmed"), by(receipt.confirmedBy, receipt.confirmedAt)],
        cancelled === null
          ? [t("head.finished"), finishedAt === null ? "" : format.dateTime(finishedAt)]
          : [t("head.cancelled"), by(cancelled.by, cancelled.at)],
        [t("head.clock"), receipt.clock === null ? "" : clockWords(receipt.clock, receipt.apart)],
        [t("head.figuresAt"), format.exactTime(receipt.figuresAt)],
        [t("head.upload"), receipt.uploadId],
      ];
      return lines.flatMap(([label, value]) => (value === "" ? [] : [{ label, value }]));
    },
    part: ({ part }, { volatileOf }) => {
      if (part !== "volatile" || volatileOf === null) return t(`lines.${part}`);
      return `${t("lines.volatile")} (${ui("volatileOf", loadDays(volatileOf, format.date))})`;
    },
    reason: ({ reason }) => {
      if (reason === null) return "";
      switch (reason.of) {
        case "left_out": {
          const name = isIssueCode(reason.code) ? issues(`${reason.code}.title`) : t("otherReason");
          return reason.header === null ? name : `${reason.header}: ${name}`;
        }
        case "rejected":
        case "not_sent":
          return reason.said === null ? rejectionWords(reason.code) : t("said", { words: reason.said });
        case "earlier":
        case "repeated":
        case "twice":
          return t(reason.of);
        case "elsewhere":
          return t("elsewhere", { operation: reason.operation, server: reason.server });
      }
    },
    sums: ({ setAsideRows, groups }) => {
      const has = (count: number) => (count === 0 ? "no" : "yes");
      const { unchanged, volatile, pending } = groups;
      return t("addsUp", {
        aside: has(setAsideRows),
        unchanged: has(unchanged.debtors),
        volatile: has(volatile.debtors),
        pending: has(pending.debtors),
      });
    },
    reasonsOnce: ({ leftOutReasons }) => (leftOutReasons.length === 0 ? null : t("reasonsOnce")),
    difference: ({ compared, declaredReason }) =>
      declaredReason === null || !hasDifference(compared) ? null : t("differsReason", { reason: declaredReason }),
  };
}
