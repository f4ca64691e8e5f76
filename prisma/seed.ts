import { text } from "node:stream/consumers";
import { z } from "zod";
import {
  disconnectDatabase,
  portalDatabase,
  type Transaction,
  withPortalTransaction,
  withTransaction,
} from "#lib/database/client.ts";
import { newId } from "#lib/database/new-id.ts";
import { insertCustomField } from "#lib/database/tenants/custom-fields.ts";
import { insertTenant, newTenantId, selectReachableTenants, updateTenant } from "#lib/database/tenants/tenants.ts";
import { hasNoUser } from "#lib/database/users/first-run.ts";
import { insertUser } from "#lib/database/users/users.ts";
import type { Role } from "#lib/domain/access/permission.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { CustomFieldDeclaration } from "#lib/domain/fields/field.ts";
import { hashPassword, isPasswordRight } from "#lib/secrets/password.ts";
import { sealToken } from "#lib/secrets/seal-token.ts";

// `node prisma/seed.ts < wishes.json` makes, for a demo, an admin, and a tenant on the sandbox with its supervisor. What is there
// already stays as it is, so it may run at every start. Prints who can sign in, whether the demo tenant is new, and whether
// the portal has no user: without a demo nobody is made, since the first admin makes themselves (/first-run).
const wishesSchema = z.object({
  adminPassword: z.string().min(12),
  demo: z.object({ server: z.string(), supervisorPassword: z.string().min(12) }).nullable(),
});
type Demo = NonNullable<z.output<typeof wishesSchema>["demo"]>;

interface Person {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

const demoTenant = "Demo";
const demoFields: readonly CustomFieldDeclaration[] = [
  { level: "debtor", label: "Ciudad", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  {
    level: "debtor",
    label: "Segmento",
    kind: "list",
    dateFormat: "YYYY-MM-DD",
    allowedValues: ["Masivo", "Preferente", "Empresarial"],
  },
  { level: "obligation", label: "Saldo capital", kind: "amount", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  { level: "obligation", label: "Fecha de desembolso", kind: "date", dateFormat: "DD-MM-YYYY", allowedValues: [] },
];

const { adminPassword, demo } = wishesSchema.parse(JSON.parse(await text(process.stdin)));
const admin: Person = { role: "admin", email: "admin@portal.test", name: "Administración", password: adminPassword };
const seeded = await withPortalTransaction(
  async (turn) => {
    // Two starts against one database seed one after the other.
    await turn.$executeRaw`SELECT pg_advisory_xact_lock(7203518)`;
    return demo === null ? { people: [], isDemoNew: false, isFirstRun: await hasNoUser(turn) } : seedDemo(demo);
  },
  { timeoutMs: 60_000 },
);
console.log(JSON.stringify(seeded));
await disconnectDatabase();

async function seedDemo({ server, supervisorPassword: password }: Demo) {
  const tenants = await selectReachableTenants(portalDatabase(), "", true);
  const present = tenants.find(({ name }) => name === demoTenant);
  const tenantId = (present?.id ?? newTenantId()) as TenantId;
  const supervisor: Person = { role: "supervisor", email: "supervisor@portal.test", name: "Supervisión", password };
  return withTransaction(tenantId, async (tx) => {
    if (present === undefined) await seedTenant(tx, tenantId, server);
    // Its server follows the sandbox, whose port may differ at every start; an admin's other choice is left alone.
    else if (present.server.startsWith("127.0.0.1:")) await updateTenant(tx, tenantId, { server });
    const people = [await seedPerson(tx, admin, []), await seedPerson(tx, supervisor, [tenantId])];
    return { people, isDemoNew: present === undefined, isFirstRun: false };
  });
}

async function seedPerson(tx: Transaction, person: Person, tenantIds: string[]) {
  const { role, email, name, password } = person;
  const present = await tx.user.findFirst({ where: { email }, select: { passwordHash: true, role: true } });
  if (present === null)
    await insertUser(tx, { role, email, name, passwordHash: await hashPassword(password), tenantIds });
  const isKnown = present === null || (await isPasswordRight(present.passwordHash, password));
  return { role: present?.role ?? role, email, password, isKnown };
}

async function seedTenant(tx: Transaction, id: TenantId, server: string): Promise<void> {
  // The sandbox takes any token.
  await insertTenant(tx, id, {
    ...{ name: demoTenant, operation: "demo", server, ...sealToken(`demo-${newId()}`, id) },
    ...{
      batchSize: 100,
      callsAtOnce: 1,
      country: "CO",
      currency: "COP",
      timeZone: "America/Bogota",
      retentionDays: 90,
      masksDebtors: false,
    },
    // What the sandbox does.
    ...{ repeatBehaviour: "updates", obligations: "merges" },
  });
  for (const field of demoFields) await insertCustomField(tx, id, field);
}
