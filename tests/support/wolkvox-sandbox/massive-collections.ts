import type { FaultAction } from "./faults.ts";
import type { FailureShape } from "./settings.ts";

export interface Failure {
  readonly identification: string;
  readonly message: string;
}

/** What is wrong with one item of `collections`, in a server's words; null if it can be written. */
export function faultOfDebtor(item: unknown): Failure | null {
  if (!isObject(item)) return { identification: "", message: "record is not an object" };
  const identification = typeof item.Identification === "string" ? item.Identification : "";
  const fault = (message: string): Failure => ({ identification, message });
  for (const key of ["Identification", "Name", "Email", "Telephone"]) {
    if (typeof item[key] !== "string" || item[key].trim() === "") return fault(`${key} is required`);
  }
  const obligations = item.Obligations;
  if (obligations !== undefined && !Array.isArray(obligations)) return fault("Obligations must be a list");
  for (const obligation of obligations ?? []) {
    if (!isObject(obligation)) return fault("obligation is not an object");
    for (const key of ["id", "name"]) {
      if (typeof obligation[key] !== "string" || obligation[key].trim() === "")
        return fault(`Obligations ${key} is required`);
    }
    const wrong = Object.keys(obligation).find((key) => typeof obligation[key] !== "string");
    if (wrong !== undefined) return fault(`Obligations ${wrong} must be a string`);
  }
  const wrong = Object.keys(item).find((key) => key !== "Obligations" && typeof item[key] !== "string");
  return wrong === undefined ? null : fault(`${wrong} must be a string`);
}

/** The list of failures in one of its possible forms. */
export function failedSummary(failures: readonly Failure[], shape: FailureShape): unknown {
  switch (shape) {
    case "string":
      return failures.map((failure) => `Identification ${failure.identification}: ${failure.message}`).join("; ");
    case "strings":
      return failures.map((failure) => `Record ${failure.identification} failed: ${failure.message}`);
    case "objects":
      return failures.map((failure) => ({ identification: failure.identification, msg: failure.message }));
    case "objects_upper":
      return failures.map((failure) => ({ IDENTIFICATION: failure.identification, MSG: failure.message }));
    case "objects_nested":
      return failures.map((failure) => ({
        record: { Debtor: { Identification: failure.identification } },
        Error: { Message: failure.message },
      }));
    case "map":
      return Object.fromEntries(failures.map((failure) => [failure.identification, failure.message]));
    case "nameless":
      return failures.map((failure) => failure.message);
    case "counts_only":
      return [];
  }
}

/** The documented reply, with the deviations that a fault asks for. */
export function massiveReply(
  received: number,
  failures: readonly Failure[],
  shape: FailureShape,
  action: FaultAction | null,
): Record<string, unknown> {
  const refusal = action?.do === "refuse_debtors" ? action : null;
  const sums = action?.do === "wrong_sums" ? action : null;
  const list = failures.length === 0 ? [] : failedSummary(failures, refusal?.shape ?? shape);
  const key = refusal?.key ?? "failed_Sumary";
  const isOnTop = refusal?.place === "top";
  const summary = {
    total_records_received: sums?.received ?? received,
    successful_inserts: sums?.inserts ?? received - failures.length,
    failed_count: sums?.failed ?? failures.length,
    total_processed: sums?.processed ?? received,
    ...(isOnTop ? {} : { [key]: list }),
  };
  return {
    code: "200",
    success: refusal?.success ?? failures.length === 0,
    ...(sums?.isSummaryMissing ? {} : { summary }),
    ...(isOnTop ? { [key]: list } : {}),
  };
}

/** HTTP 200 and a refusal of everything: nothing inserted, nobody named. */
export function zeroInsertedReply(received: number, text: string): Record<string, unknown> {
  return {
    code: "200",
    success: false,
    msg: text,
    summary: {
      total_records_received: received,
      successful_inserts: 0,
      failed_count: received,
      total_processed: received,
      failed_Sumary: [],
    },
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
