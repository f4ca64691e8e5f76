import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { newId, timeOfId } from "#lib/database/new-id.ts";
import { writeAnchor } from "#lib/secrets/audit-anchor.ts";
import { anchorAudit } from "#lib/services/operations/anchor-audit.ts";
import { verifyChains, verifyWithin } from "#prisma/audit/verify-chains.ts";
import { withClient } from "#prisma/migrate.ts";
import { tamper, whileTampered } from "#tests/support/audit/tampered-trail.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Attack, Target } from "./attack.ts";

const whole = "the trail is whole";

/** What somebody does to the audit trail who can run statements as the portal's role, or owns the database. */
export const auditTrail: readonly Attack[] = [
  {
    tried: "audit trail: an entry in an admin's name, dated a year back, as the portal's role",
    expected: `dated today, ${whole}`,
    play: async (target) => {
      const { id, at } = await asPortal(target, (web, adminId, tenantId) => {
        const [then = "", time = ""] = [
          `01910000-${newId().slice(9)}`,
          new Date(Date.now() - 31_536_000_000).toISOString(),
        ];
        const insert = `INSERT INTO "AuditEntry" (id, at, "actorId", "tenantId", action, details)
          VALUES ($1, $2, $3, $4, 'tenant_edited', '{"dated":"back"}')`;
        return web.query(insert, [then, time, adminId, tenantId]);
      });
      const isToday = [timeOfId(id), at.getTime()].every((ms) => Math.abs(Date.now() - ms) < 3_600_000);
      return `${isToday ? "dated today" : "dated a year back"}, ${await verdict(target)}`;
    },
  },
  ...[
    [
      "app.audit_since set beside it",
      "SELECT set_config('app.audit_since', 'ffffffff-ffff-ffff-ffff-ffffffffffff', true)",
    ],
    ["its link made early and undone", "SAVEPOINT s; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO s"],
    ["a search path of its own", "SET LOCAL search_path = pg_temp, public, pg_catalog"],
  ].map(
    ([how, statement = ""]): Attack => ({
      tried: `audit trail: an entry without a link, by ${how}`,
      expected: whole,
      play: async (target) => {
        await asPortal(target, async (web, adminId, tenantId) => {
          const insert = `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, details)
            VALUES ($1, $2, $3, 'tenant_edited', '{"dated":"back"}')`;
          await web.query(insert, [newId(), adminId, tenantId]);
          await web.query(statement);
        });
        return verdict(target);
      },
    }),
  ),
  {
    tried: "audit trail: an entry dated a year back at the end of a chain, all hashes right, as the owner",
    expected: "time_wrong",
    play: (target) =>
      withClient(target.ownerUrl, (owner) =>
        whileTampered(owner, dateBack, async () =>
          (await verifyWithin(owner)).faults.map(({ what }) => what).join(", "),
        ),
      ),
  },
  {
    tried: "audit trail: written anew by who owns the database, looked at with the anchors",
    expected: "exits 1: other than at the anchor",
    play: (target) => inFolder((folder) => rewrite(target, join(folder, "anchors"))),
  },
  {
    tried: "audit trail: an anchor signed with another key of the same name",
    expected: "exits 1: not as it was signed",
    play: ({ ownerUrl, env }) =>
      inFolder(async (folder) => {
        const heads = (await verifyChains(ownerUrl)).chains.filter(({ entries }) => entries > 0);
        const [id = ""] = (env.SECRET_KEYS ?? "").split(":");
        const said = heads.map(({ chain, entries, hash }) => ({ chain, entries, hash }));
        const line = writeAnchor({ at: new Date(), heads: said }, [{ id, key: Buffer.alloc(32, 1) }]);
        writeFileSync(join(folder, "anchors"), `${line}\n`);
        const { code, out, err } = await runCommand("audit", ownerUrl, ["--anchors", join(folder, "anchors")]);
        return `exits ${code}: ${/line 1 is not as it was signed/.test(err) ? "not as it was signed" : out + err}`;
      }),
  },
  {
    tried: "audit trail: anchors that nobody has written for three days",
    expected: "before: not late; after: late",
    play: () =>
      inFolder(async (folder) => {
        const given = { AUDIT_ANCHORS: join(folder, "anchors"), METRICS_TOKEN: metricsToken };
        const { url, ownerUrl, stop } = await startTestStack({ given });
        const late = async () => {
          const response = await fetch(`${url}/api/health`, { headers: { authorization: `Bearer ${metricsToken}` } });
          const { isAuditAnchorLate } = (await response.json()) as { isAuditAnchorLate?: boolean };
          return isAuditAnchorLate === undefined ? "nothing said" : isAuditAnchorLate ? "late" : "not late";
        };
        try {
          // The worker writes the first one at its start.
          for (let tries = 0; tries < 100 && !existsSync(given.AUDIT_ANCHORS); tries++) await sleep(200);
          const before = await late();
          await withClient(ownerUrl, (owner) => owner.query(`UPDATE "AuditAnchor" SET at = at - interval '3 days'`));
          return `before: ${before}; after: ${await late()}`;
        } finally {
          await stop();
        }
      }),
  },
];

const verdict = async ({ ownerUrl }: Target) =>
  (await verifyChains(ownerUrl)).faults.map(({ what }) => what).join(", ") || whole;

/** Does something in one transaction as the portal's role, and says what became of the last entry that it wrote. */
async function asPortal(
  { env, ownerUrl }: Target,
  work: (web: pg.Client, adminId: string, tenantId: string) => Promise<unknown>,
): Promise<{ id: string; at: Date }> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  const web = new pg.Client({ connectionString: env.DATABASE_URL });
  try {
    await Promise.all([owner.connect(), web.connect()]);
    const { rows } = await owner.query<{ adminId: string; tenantId: string }>(
      `SELECT u.id AS "adminId", t.id AS "tenantId" FROM "User" u, "Tenant" t WHERE u.role = 'admin' LIMIT 1`,
    );
    const [{ adminId, tenantId } = { adminId: "", tenantId: "" }] = rows;
    await web.query("BEGIN");
    await web.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    await work(web, adminId, tenantId);
    await web.query("COMMIT");
    const { rows: written } = await owner.query<{ id: string; at: Date }>(
      `SELECT id, at FROM "AuditEntry" WHERE details = '{"dated":"back"}' ORDER BY ctid DESC LIMIT 1`,
    );
    if (written[0] === undefined) throw new Error("no entry was written");
    return written[0];
  } finally {
    await Promise.all([owner.end(), web.end()]);
  }
}

const entryId = "00000000-0000-0000-0000-000000000001";
const dateBack = [
  `CREATE TEMP TABLE attacked ON COMMIT DROP AS SELECT chain FROM "AuditHead" ORDER BY number DESC LIMIT 1`,
  `INSERT INTO "AuditEntry" (id, at, "tenantId", action, details)
   SELECT '${entryId}', now() - interval '1 year', nullif(chain, '00000000-0000-0000-0000-000000000000'), 'tenant_edited', '{}' FROM attacked`,
  `INSERT INTO "AuditLink" (chain, number, "entryId", hash, at)
   SELECT h.chain, h.number + 1, e.id, audit_hash(h.hash, e, date_trunc('milliseconds', now())), date_trunc('milliseconds', now())
   FROM "AuditHead" h JOIN attacked USING (chain), "AuditEntry" e WHERE e.id = '${entryId}'`,
  `UPDATE "AuditHead" h SET number = l.number, hash = l.hash, at = l.at FROM "AuditLink" l
   WHERE l."entryId" = '${entryId}' AND l.chain = h.chain`,
];

const writeAnew = [
  `UPDATE "AuditEntry" SET details = '{"nothing":"happened"}'`,
  `DELETE FROM "AuditLink"`,
  `DELETE FROM "AuditHead"`,
  "SELECT begin_audit_chains()",
];

/** Anchors the trail as a worker does, rewrites it, says what the command finds, and puts the trail back. */
async function rewrite({ ownerUrl }: Target, file: string): Promise<string> {
  const tables = ["AuditEntry", "AuditLink", "AuditHead"];
  const all = (statement: (table: string) => string) => tables.map(statement);
  await withClient(ownerUrl, async (owner) => {
    await owner.query(`DELETE FROM "AuditAnchor"`);
    process.env.AUDIT_ANCHORS = file;
    await asWorker(anchorAudit).finally(() => delete process.env.AUDIT_ANCHORS);
    await tamper(owner, [...all((table) => `CREATE TABLE "kept${table}" AS TABLE "${table}"`), ...writeAnew]);
  });
  try {
    const { code, out, err } = await runCommand("audit", ownerUrl, ["--anchors", file]);
    return `exits ${code}: ${/is another one than at the anchor of/.test(err) ? "other than at the anchor" : out + err}`;
  } finally {
    await withClient(ownerUrl, (owner) =>
      tamper(owner, [
        ...all((table) => `DELETE FROM "${table}"`),
        ...all((table) => `INSERT INTO "${table}" TABLE "kept${table}"`),
        ...all((table) => `DROP TABLE "kept${table}"`),
      ]),
    );
  }
}

async function inFolder(work: (folder: string) => Promise<string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "portal-anchors-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const metricsToken = "0123456789abcdef-attacks";
