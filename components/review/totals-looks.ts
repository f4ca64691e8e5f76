/** The classes of the control totals' parts. */
export type TotalsLook = (typeof totalsLooks)["open" | "folded"];

/**
 * Open, a table; on a phone four figures do not fit side by side, so money keeps its column and the counts are
 * below their name. Folded, a line: debtors and money of each part, on a phone of what will be sent only.
 */
export const totalsLooks = {
  open: {
    box: "overflow-x-auto",
    table: "w-full text-right max-sm:block max-sm:pl-5 max-sm:text-sm",
    head: "max-sm:sr-only",
    body: "max-sm:block",
    row: "align-baseline max-sm:grid max-sm:grid-cols-[auto_1fr] max-sm:px-3 max-sm:py-1 max-sm:[&>*]:px-0 max-sm:[&>*]:py-0",
    resultRow: "border-t border-border bg-surface-sunken font-semibold",
    otherRow: "",
    name: "py-0.5 pr-4 pl-8 text-left font-[inherit] whitespace-nowrap",
    rows: "px-4 py-0.5 max-sm:hidden",
    debtors: "px-4 py-0.5 max-sm:order-1 max-sm:pl-4! max-sm:text-left",
    obligations: "px-4 py-0.5 max-sm:order-1",
    balance: "px-4 py-0.5",
    asideRows: "px-4 py-0.5 text-right sm:invisible",
    unreadable: "block text-xs font-normal text-text-muted",
    unit: "font-normal text-text-muted sm:hidden",
  },
  folded: {
    box: "overflow-hidden",
    table: "block pl-5 text-sm",
    head: "sr-only",
    body: "flex flex-wrap items-baseline gap-x-4 px-2 py-1",
    row: "flex items-baseline gap-x-2 sm:whitespace-nowrap",
    resultRow: "font-semibold",
    otherRow: "max-sm:sr-only",
    name: "text-left [font-weight:inherit] whitespace-nowrap",
    rows: "sr-only",
    debtors: "",
    obligations: "sr-only",
    balance: "",
    asideRows: "",
    unreadable: "sr-only",
    unit: "font-normal text-text-muted",
  },
} as const;
