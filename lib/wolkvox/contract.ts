import { z } from "zod";

/** Documented paths of the CRM's API, version 2. */
export const paths = {
  massiveCollections: "/server/API/v2/collections/massiveCollections.php",
  tokenInformation: "/server/API/v2/token/tokenInformation.php",
  customQuery: "/server/API/v2/custom/query.php",
  queryObligation: "/server/API/v2/collections/queryObligation.php",
} as const;

/** Names of the endpoints in the call log. */
export const endpointNames = ["massive_collections", "token_information", "custom_query", "query_obligation"] as const;

export const tokenHeader = "Wolkvox-Token";

/**
 * The only known form of a token: printable characters without blanks (8 characters in the documentation,
 * about 50 hex digits in use).
 */
export const tokenSchema = z.string().regex(/^[\x21-\x7e]+$/);

/** A count as the remote may write it: a number or a numeric string. Anything else is no count. */
const count = z
  .union([
    z.int().nonnegative(),
    z
      .string()
      .trim()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

const statusCode = z
  .union([
    z.int(),
    z
      .string()
      .trim()
      .regex(/^\d{3}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

/**
 * The figures in the reply to a load; undefined where it has none that can be read. Expects folded keys
 * (lower case, letters and digits only).
 */
export const loadFiguresSchema = z.object({
  totalrecordsreceived: count,
  successfulinserts: count,
  failedcount: count,
  totalprocessed: count,
});
export type LoadFigures = z.output<typeof loadFiguresSchema>;

/** `code` and `success` of any reply; `success` is false only if the reply says so explicitly, else undefined. */
export const replyHeadSchema = z.object({
  code: statusCode,
  success: z
    .union([
      z.literal(false),
      z.literal(0),
      z
        .string()
        .trim()
        .regex(/^(false|0|no)$/i),
    ])
    .transform(() => false as const)
    .optional()
    .catch(undefined),
});

/** `data` of tokenInformation, spelled as the service spells it. */
export const tokenDataSchema = z.object({
  token_limit: z.coerce.number().int().nonnegative(),
  token_use_today: z.coerce.number().int().nonnegative(),
  available_consumition_options: z.coerce.number().int(),
  hours_to_restart_count: z.coerce.number().nonnegative(),
});

/** A successful answer of every v2 endpoint except the load; its `error` is the word "null". */
export const envelopeSchema = z.object({
  code: z.union([z.literal(200), z.string().trim().regex(/^200$/)]),
  error: z.union([z.literal(["null", ""]), z.null()]).optional(),
  msg: z.unknown().optional(),
  data: z.unknown().optional(),
});

/** One record of custom/query on `collections`; its fields keep the remote's names and forms. */
export const queriedRecordSchema = z.looseObject({
  wolkvox_id: z.union([z.string().min(1), z.number()]).transform(String),
});
