import type { Crm } from "./crm.ts";
import { isObject } from "./massive-collections.ts";
import type { SandboxSettings } from "./settings.ts";

/** The envelope of every v2 endpoint except the load, spelled as by the real service. */
export function envelope(data: unknown, count: number): Record<string, unknown> {
  return { code: "200", error: "null", msg: `${count} records were are found`, data };
}

export function tokenInformation(usedToday: number, settings: SandboxSettings, now: Date): Record<string, unknown> {
  return envelope(
    {
      description: "token",
      token_limit: settings.dailyLimit,
      token_use_today: usedToday,
      available_consumition_options: Math.max(0, settings.dailyLimit - usedToday),
      hours_to_restart_count: 24 - now.getUTCHours(),
    },
    1,
  );
}

/** custom/query.php on the module `collections`, by Identification. */
export function customQuery(body: unknown, crm: Crm, settings: SandboxSettings): Record<string, unknown> {
  if (!isObject(body) || body.module !== "collections" || body.field !== "Identification") return envelope([], 0);
  const records = crm.recordsOf(String(body.operation), String(body.value));
  const data = records.map((record) => ({
    wolkvox_id: record.wolkvoxId,
    ...dressed(record.fields, settings),
    obligations: [...record.obligations.keys()],
  }));
  return envelope(data, data.length);
}

/** collections/queryObligation.php: one obligation of one record. */
export function queryObligation(body: unknown, crm: Crm, settings: SandboxSettings): Record<string, unknown> {
  if (!isObject(body)) return envelope([], 0);
  const record = crm.recordById(String(body.operation), String(body.wolkvox_id));
  const obligation = record?.obligations.get(String(body.obligation));
  return obligation === undefined ? envelope([], 0) : envelope([dressed(obligation, settings)], 1);
}

function dressed(fields: ReadonlyMap<string, unknown>, settings: SandboxSettings): Record<string, unknown> {
  const entries = [...fields].map(([key, value]): [string, unknown] => [
    key,
    settings.dressedValues ? dress(key, value) : value,
  ]);
  return Object.fromEntries(entries);
}

function dress(key: string, value: unknown): unknown {
  if (key === "Telephone") return { country: "CO", code: "+57", value };
  if (!["total_balance", "last_pay", "balance_payment"].includes(key)) return value;
  const [whole = "", decimals] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return { value: decimals === undefined ? grouped : `${grouped}.${decimals}`, convert: value, symbol: "$" };
}
