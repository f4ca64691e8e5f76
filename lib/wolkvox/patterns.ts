import type { StopReason, WaitReason } from "./reasons.ts";

/** What the text of a refusal means: wait, or stop until an admin has acted. */
export type RefusalMeaning =
  | { readonly act: "wait"; readonly reason: WaitReason }
  | { readonly act: "stop"; readonly reason: StopReason };

export interface TextPattern {
  readonly pattern: RegExp;
  readonly meaning: RefusalMeaning;
  /** The statuses with which the text means this; null: any from 400 to 499. */
  readonly statuses: readonly number[] | null;
  /**
   * `manager_api`: the sibling API's documented words. `guess`: what a PHP service in these languages would
   * say; seen nowhere.
   */
  readonly origin: "manager_api" | "guess";
}

const wait = (reason: WaitReason): RefusalMeaning => ({ act: "wait", reason });
const stop = (reason: StopReason): RefusalMeaning => ({ act: "stop", reason });

/** Statuses that may mean throttling: 429 is not on the CRM's own list of codes, the others are. */
const throttling = [401, 403, 412, 416, 417, 429];

/**
 * One status has several meanings, so the text decides; the first match wins. Limits come before tokens,
 * because their texts name the token, too. A guess never applies to status 400: there the text is about the
 * debtors' own data, where "cuota diaria" or "mantenimiento" may be the name of a field.
 */
export const textPatterns: readonly TextPattern[] = [
  {
    pattern: /exceeds the limit of simultaneous requests/i,
    meaning: wait("simultaneous_limit"),
    statuses: null,
    origin: "manager_api",
  },
  { pattern: /token limit exceeded/i, meaning: wait("quota_spent"), statuses: null, origin: "manager_api" },
  { pattern: /simultan|concurren/i, meaning: wait("simultaneous_limit"), statuses: throttling, origin: "guess" },
  {
    pattern:
      /\b(daily|diari[oa])\b.{0,40}\b(limit|l[ií]mite|quota|cuota)|\b(limit|l[ií]mite|quota|cuota)\b.{0,40}\b(daily|diari[oa])\b|quota exceeded/i,
    meaning: wait("quota_spent"),
    statuses: throttling,
    origin: "guess",
  },
  {
    pattern: /maintenance|mantenimiento|manuten[cç][aã]o/i,
    meaning: wait("maintenance"),
    statuses: [...throttling, 404, 423],
    origin: "manager_api",
  },
  {
    pattern:
      /too many (requests|calls)|rate.?limit|throttl|demasiadas (peticiones|solicitudes|llamadas)|muitas requisições/i,
    meaning: wait("rate_limited"),
    statuses: throttling,
    origin: "guess",
  },
  {
    pattern: /please (enter the wolkvox-token|validate token)/i,
    meaning: stop("token_refused"),
    statuses: null,
    origin: "manager_api",
  },
  { pattern: /\btoken\b/i, meaning: stop("token_refused"), statuses: [401, 403], origin: "guess" },
  {
    pattern: /\boperation\b|\boperaci[oó]n\b|\boperação\b/i,
    meaning: stop("operation_refused"),
    statuses: [401, 403, 404],
    origin: "guess",
  },
  {
    pattern:
      /\b(operation|operaci[oó]n)\b (is )?(not found|not valid|invalid|unknown|does not exist|no existe|no encontrada|inv[aá]lida)|\b(invalid|unknown|wrong) operation\b/i,
    meaning: stop("operation_refused"),
    statuses: [400, 412, 416, 417],
    origin: "guess",
  },
];

/** What a refusal with this status and text means, or null if neither is known. */
export function meaningOf(status: number, text: string): RefusalMeaning | null {
  const found = textPatterns.find(
    ({ pattern, statuses }) => (statuses === null || statuses.includes(status)) && pattern.test(text),
  );
  if (found !== undefined) return found.meaning;
  switch (status) {
    case 425:
    case 429:
      return wait("rate_limited");
    case 401:
      return stop("token_refused");
    // Without known words it may be the token, the operation or a limit: halving the batch would end with
    // every debtor rejected.
    case 403:
    case 407:
      return stop("forbidden");
    case 404:
    case 405:
    case 410:
      return stop("endpoint_not_found");
    default:
      return null;
  }
}
