import { PrivateAddressError } from "./guarded-lookup.ts";

export const failureCodes = [
  "server_refused",
  "private_address",
  "dns_failed",
  "connection_refused",
  "unreachable",
  "tls_failed",
  "connection_lost",
  "reply_cut",
  "reply_malformed",
  "timeout",
  "aborted",
] as const;
export type FailureCode = (typeof failureCodes)[number];

const codesByErrno: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: "dns_failed",
  EAI_AGAIN: "dns_failed",
  EAI_FAIL: "dns_failed",
  EAI_NODATA: "dns_failed",
  ECONNREFUSED: "connection_refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "unreachable",
};

/** Why a request failed, from the error that ended it. */
export function codeOf(error: Error, isTls: boolean, isSent: boolean): FailureCode {
  if (error instanceof PrivateAddressError) return "private_address";
  const errno = "code" in error ? String(error.code) : "";
  if (errno.startsWith("HPE_")) return "reply_malformed";
  if (isSent) return "connection_lost";
  return codesByErrno[errno] ?? (isTls ? "tls_failed" : "connection_lost");
}
