import { text } from "node:stream/consumers";
import { z } from "zod";
import { disconnectDatabase, type Transaction, withTransaction } from "#lib/database/client.ts";
import { newId } from "#lib/database/new-id.ts";
import { insertCustomField } from "#lib/database/tenants/custom-fields.ts";
import { hasNoUser } from "#lib/database/users/first-run.ts";
import { insertUser } from "#lib/database/users/users.ts";
import type { Role } from "#lib/domain/access/permission.ts";
import type { CustomFieldDeclaration } from "#lib/domain/fields/field.ts";
import { hashPassword, isPasswordRight } from "#lib/secrets/password.ts";
import { sealSecret } from "#lib/secrets/seal-secret.ts";

// `node prisma/seed.ts < wishes.json` makes, for a demo, an admin, and a tenant on the sandbox with its supervisor. What is there
// already stays as it is, so it may run at every start. Prints who can sign in, whether the demo tenant is new, and whether
// the portal has no user: without a demo nobody is made, since the first admin makes themselves (/first-run).
const wishesSchema = z.object({
  adminPassword: z.string().min(12),
  demo: z.object({ server: z.string(), supervisorPassword: z.string().min(12) }).nullable(),
});

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
const seeded = await withTransaction(
  async (tx) => {
    // Two starts against one database seed one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7203518)`;
    if (demo === null) return { people: [], isDemoNew: false, isFirstRun: await hasNoUser(tx) };
    const { tenantId, isNew } = await seedTenant(tx, demo.server);
    const supervisor: Person = {
      role: "supervisor",
      email: "supervisor@portal.test",
      name: "Supervisión",
      password: demo.supervisorPassword,
    };
    const people = [await seedPerson(tx, admin, []), await seedPerson(tx, supervisor, [tenantId])];
    return { people, isDemoNew: isNew, isFirstRun: false };
  },
  { timeoutMs: 60_000 },
);
console.log(JSON.stringify(seeded));
await disconnectDatabase();

async function seedPerson(tx: Transaction, person: Person, tenantIds: string[]) {
  const { role, email, name, password } = person;
  const present = await tx.user.findUnique({ where: { email }, select: { passwordHash: true, role: true } });
  if (present === null)
    await insertUser(tx, { role, email, name, passwordHash: await hashPassword(password), tenantIds });
  const isKnown = present === null || (await isPasswordRight(present.passwordHash, password));
  return { role: present?.role ?? role, email, password, isKnown };
}

/** The demo tenant. Its server follows the sandbox, whose port may differ at every start; an admin's other choice is left alone. */
async function seedTenant(tx: Transaction, server: string): Promise<{ tenantId: string; isNew: boolean }> {
  const present = await tx.tenant.findUnique({ where: { name: demoTenant }, select: { id: true, server: true } });
  if (present !== null) {
    if (present.server.startsWith("127.0.0.1:"))
      await tx.tenant.update({ where: { id: present.id }, data: { server } });
    return { tenantId: present.id, isNew: false };
  }
  const id = newId();
  // The sandbox takes any token.
  const token = `demo-${newId()}`;
  const { sealed, keyId } = sealSecret(token, id);
  await tx.tenant.create({
    data: {
      id,
      name: demoTenant,
      operation: "demo",
      server,
      tokenSealed: sealed,
      tokenKeyId: keyId,
      tokenLastFour: token.slice(-4),
      // What the sandbox does.
      repeatBehaviour: "updates",
      obligations: "merges",
    },
  });
  for (const field of demoFields) await insertCustomField(tx, id, field);
  return { tenantId: id, isNew: true };
}
