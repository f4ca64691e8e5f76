import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { withSettingsInFiles } from "./settings-in-files.ts";

/** `id:base64,id2:base64` of 32-byte keys; the first seals, all of them open. */
export const secretKeys = z.string().transform((text, context) => {
  const keys = text.split(",").map((part) => {
    const [id = "", base64 = ""] = part.trim().split(":");
    return { id, key: Buffer.from(base64, "base64") };
  });
  const isGood = keys.every(({ id, key }) => /^[A-Za-z0-9_-]{1,32}$/.test(id) && key.length === 32);
  if (!isGood) {
    context.addIssue({ code: "custom", message: "must be id:base64 of 32 bytes, several of them by comma" });
    return z.NEVER;
  }
  return keys;
});

/** Comma-separated; blanks around words are ignored. */
const wordList = z.string().transform((text) =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== ""),
);
const hostList = wordList.transform((hosts) => hosts.map((host) => host.toLowerCase()));

/** Whether nobody between can read or change what is said to this address. */
function isPrivate(text: string): boolean {
  const { protocol, hostname = "" } = URL.parse(text) ?? {};
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname));
}

const listenAddress = z
  .string()
  .transform((text) => (text === "localhost" ? "127.0.0.1" : text))
  .refine(
    (text) => isIP(text) !== 0,
    "must be an address of this machine: 127.0.0.1, or 0.0.0.0 or :: for all of them",
  );

/** Addresses and networks, such as `10.0.0.5, 10.1.0.0/16, 2001:db8::/64`. */
const networks = z.string().transform((text, context) => {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const version = isIP(address);
    const prefix = Number(bits ?? (version === 4 ? 32 : 128));
    if (version !== 0 && prefix <= (version === 4 ? 32 : 128))
      list.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
    else if (entry !== "") context.addIssue({ code: "custom", message: "must be addresses or networks by comma" });
  }
  return list;
});

const databaseAddress = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" });

const shape = z.object({
  /** PostgreSQL, with the role of the process: portal_web for a portal, portal_worker for a worker (decision 65). */
  DATABASE_URL: databaseAddress,
  /** The same with the role portal_staging, for a portal: what is staged is written with COPY. */
  DATABASE_STAGING_URL: databaseAddress.optional(),
  /** What `npm run up` and `npm run worker` give a worker as its DATABASE_URL. */
  DATABASE_WORKER_URL: databaseAddress.optional(),
  /** Whose tables they are: for migrations alone, so no portal and no worker gets it. */
  DATABASE_OWNER_URL: databaseAddress.optional(),
  /** Connections one process keeps at most. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  /** Signs the session cookies. */
  NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
  /** The address people open; its scheme decides whether cookies are Secure. */
  NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: "must be the http(s) address of the portal" }),
  /** The address the portal listens on; by default only this machine can reach it. */
  HOST: listenAddress.default("127.0.0.1"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3_000),
  /** Proxies in front of the portal: X-Forwarded-For is trusted only from them. */
  TRUSTED_PROXIES: networks.default(new BlockList()),
  /** Minutes without work after which a session is over. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(1_440).default(30),
  /** Hours after which a session is over in any case. */
  SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  /** Of whom a second factor is required, unless the provider says that it asked for its own. */
  REQUIRE_TOTP: z.enum(["admins", "all", "none"]).default("none"),
  /** Makes the first admin of an empty portal; without it a code is made and printed at the start. */
  FIRST_RUN_CODE: z.string().min(16, "must have at least 16 characters").optional(),
  /** An OpenID Connect provider to sign in through; all three or none. */
  OIDC_ISSUER: z.url().refine(isPrivate, "must be https, or http on this machine alone").optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the sign-in page calls the provider. */
  OIDC_NAME: z.string().min(1).max(60).default("OpenID Connect"),
  /** Values of its `acr` or `amr` that say that it asked for a second factor. */
  OIDC_SECOND_FACTORS: wordList.default(["mfa"]),
  /** Sends invitations and resets; without it their links are shown to the admin. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// address" }).optional(),
  /** The sender of the portal's mails, `Name <address>` or an address. */
  MAIL_FROM: z.string().min(3).optional(),
  /** Seal the tokens at rest. */
  SECRET_KEYS: secretKeys,
  /** The file that workers append the ends of the audit trail's chains to; without it, nobody does. */
  AUDIT_ANCHORS: z.string().min(1).optional(),
  /** Hosts, with port unless it is 443, that may stand in for the CRM; they are called by plain http. */
  WOLKVOX_EXTRA_HOSTS: hostList.default([]),
  /**
   * Least ms between the starts of two calls to one server, across all tenants and processes. The CRM limits
   * calls per address and does not publish the limit.
   */
  WOLKVOX_MIN_INTERVAL_MS: z.coerce.number().int().min(0).max(60_000).default(100),
  /**
   * Seconds until a load counts as unanswered. A batch is leased for a third longer, so that no lease ends
   * while its call can still be answered. At most 90, because a stopping worker waits 100 s.
   */
  WOLKVOX_TIMEOUT_SECONDS: z.coerce.number().int().min(3).max(90).default(90),
  /**
   * Seconds between tries of a CRM in maintenance; a spent daily budget is queried again after fifteen times
   * as long.
   */
  WOLKVOX_PROBE_SECONDS: z.coerce.number().min(0.1).max(3_600).default(60),
  /**
   * Seconds for which a call that was cut off may still be carried out; only afterwards does a missing debtor
   * count as absent.
   */
  WOLKVOX_LONGEST_CALL_SECONDS: z.coerce.number().min(0).max(3_600).default(60),
  /** Tenants that one worker process works for in parallel; each waits for the CRM nearly all the time. */
  WORKER_TENANTS: z.coerce.number().int().min(1).max(100).default(8),
  /** Uploads one user may begin per minute. */
  UPLOAD_STARTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(30),
  /** Rows of one upload; a tenant may have prepared four times as many (require-staging-room.ts). */
  UPLOAD_ROWS: z.coerce.number().int().min(1).max(100_000_000).default(2_000_000),
  /** What may be kept of one upload, packed; of a tenant's, four times as much. */
  UPLOAD_MEGABYTES: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Bearer token for /api/metrics (not served without it) and, besides admins, the details of /api/health. */
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});

export type Env = z.output<typeof shape>;

/** The name of every setting. NODE_ENV is none: whatever starts a process decides it. */
export const settingNames: readonly string[] = Object.keys(shape.shape).filter((name) => name !== "NODE_ENV");

/** The environment without what only the portal needs: a worker signs nobody in. */
const workShape = shape.omit({ NEXTAUTH_SECRET: true, NEXTAUTH_URL: true });

let whole: Env | undefined;
let work: z.output<typeof workShape> | undefined;

/** The environment of the portal, read once. Throws one error that names every bad variable. */
export function env(): Env {
  whole ??= complete(check(shape.safeParse(given())));
  return whole;
}

/** Settings that say nothing one without the other. */
const together = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
] as const;

function complete(settings: Env): Env {
  for (const names of together) {
    const missing = names.filter((name) => settings[name] === undefined);
    if (missing.length > 0 && missing.length < names.length)
      throw new Error(`The environment is not complete:\n  ${names.join(", ")}: ${missing.join(", ")} is missing`);
  }
  return settings;
}

/** The part of the environment that a worker also needs, read once. Throws like {@link env}. */
export function workEnv(): z.output<typeof workShape> {
  work ??= check(workShape.safeParse(given()));
  return work;
}

/** Only the named variables, for code that needs no others (a migration needs no session secret). */
export function envOf<K extends keyof Env>(...names: readonly K[]): Pick<Env, K> {
  const some: Record<string, z.ZodType> = Object.fromEntries(names.map((name) => [name, shape.shape[name]]));
  return check(z.object(some).safeParse(given(names))) as Pick<Env, K>;
}

/** What the process was given; a setting may stand in a file that its name with `_FILE` names. */
function given(names: readonly string[] = settingNames): Record<string, string | undefined> {
  return withSettingsInFiles(process.env, names);
}

function check<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const isMissing = process.env[name] === undefined && process.env[`${name}_FILE`] === undefined;
    return `  ${name}: ${isMissing ? "is missing" : issue.message}`;
  });
  // Values are left out: some are secrets.
  throw new Error(`The environment is not complete:\n${lines.join("\n")}`);
}
