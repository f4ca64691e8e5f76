/** Why a debtor was rejected. */
export const rejectionReasons = ["named_failure", "refused_whole", "none_inserted"] as const;

/** Why a debtor's outcome is not known yet. */
export const unconfirmedReasons = [
  "not_named",
  "named_with_others",
  "named_alike",
  "names_unclear",
  "counts_inconsistent",
  "counts_missing",
  "code_unexpected",
  "reply_not_json",
  "reply_too_long",
  "reply_cut",
  "reply_malformed",
  "redirected",
  "status_unexpected",
  "server_error",
  "connection_lost",
  "timeout",
  "aborted",
] as const;

/** Why to wait; nothing was done, and the same batch may be sent again. */
export const waitReasons = ["rate_limited", "simultaneous_limit", "quota_spent", "maintenance"] as const;

/** Why the request certainly did not arrive; the same batch may be sent again. */
export const notArrivedReasons = [
  "dns_failed",
  "connection_refused",
  "unreachable",
  "tls_failed",
  "connect_failed",
  "connect_timeout",
  "aborted_before_sent",
] as const;

/** Why nothing more is sent until an admin has fixed something. */
export const stopReasons = [
  "token_refused",
  "operation_refused",
  "forbidden",
  "endpoint_not_found",
  "server_refused",
  "private_address",
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];
export type UnconfirmedReason = (typeof unconfirmedReasons)[number];
export type WaitReason = (typeof waitReasons)[number];
export type NotArrivedReason = (typeof notArrivedReasons)[number];
export type StopReason = (typeof stopReasons)[number];

/** Every code that a verdict can have; each has a sentence in every language. */
export const reasonCodes = [
  ...rejectionReasons,
  ...unconfirmedReasons,
  ...waitReasons,
  ...notArrivedReasons,
  ...stopReasons,
] as const;
export type ReasonCode = (typeof reasonCodes)[number];
