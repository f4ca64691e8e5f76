import { randomBytes } from "node:crypto";
import { roleAddresses } from "#tests/support/database/role-addresses.ts";

/** Sets what the services read on first use; call it before importing any of them. */
export function useDatabase(databaseUrl: string): void {
  Object.assign(process.env, roleAddresses(databaseUrl));
  process.env.NEXTAUTH_SECRET = randomBytes(32).toString("hex");
  process.env.NEXTAUTH_URL = "http://127.0.0.1:3000";
  process.env.SECRET_KEYS = `bench:${randomBytes(32).toString("base64")}`;
}
