import type { FaultInput } from "./faults.ts";
import type { AppliedDebtor, LedgerSummary, SeenRequest } from "./ledger.ts";
import type { SandboxSettings } from "./settings.ts";

/**
 * Controls and reads a sandbox over HTTP, so that tests treat one in their own process and a separate one
 * alike.
 */
export function sandboxControl(url: string) {
  async function call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`sandbox control ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function pages<Row>(path: "ledger" | "requests", key: "debtors" | "requests"): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const page = await call<Record<string, unknown>>("GET", `${path}?offset=${rows.length}&limit=5000`);
      const more = page[key] as Row[];
      rows.push(...more);
      if (more.length === 0 || rows.length >= Number(page.total)) return rows;
    }
  }

  return {
    /** Every debtor written, in the order of writing. */
    ledger: () => pages<AppliedDebtor>("ledger", "debtors"),
    requests: () => pages<SeenRequest>("requests", "requests"),
    summary: () => call<LedgerSummary>("GET", "summary"),
    settings: () => call<SandboxSettings>("GET", "settings"),
    /** Changes the named settings and leaves the others. */
    setSettings: (changes: Partial<SandboxSettings>) => call<SandboxSettings>("POST", "settings", changes),
    /** Replaces all faults. */
    setFaults: (faults: readonly FaultInput[]) => call<{ faults: number }>("POST", "faults", faults),
    /** Gives every token its whole daily budget again. */
    newDay: () => call<object>("POST", "new-day"),
    /** Forgets ledger, CRM records, budgets and faults; settings stay. */
    reset: () => call<object>("POST", "reset"),
  };
}

export type SandboxControl = ReturnType<typeof sandboxControl>;
