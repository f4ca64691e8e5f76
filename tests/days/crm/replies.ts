/** What the CRM answers; null cuts the connection. */
export type Reply = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
} | null;

export const json = (status: number, value: unknown, headers?: Readonly<Record<string, string>>): Reply => ({
  status,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
});

/** Of a load: counts of debtors, as documented. */
export function summary(sent: number, failures: readonly unknown[], failed = failures.length): unknown {
  return {
    code: "200",
    success: failed === 0,
    summary: {
      total_records_received: sent,
      successful_inserts: sent - failed,
      failed_count: failed,
      total_processed: sent,
      failed_Sumary: failures,
    },
  };
}

/** Of the other endpoints. */
export const found = (data: unknown, count: number): Reply =>
  json(200, { code: "200", error: "null", msg: `${count} records were are found`, data });

export const refused = (status: number, text: string): Reply =>
  json(status, { code: String(status), error: text, msg: text, data: [] });
