import { acrossTenants } from "./tables.ts";

/** SQL that gives a function across tenants to its role and its callers; "" for any other. */
export function giveAcross(name: string): string {
  const callers = acrossTenants[name];
  if (callers === undefined) return "";
  // Taking a function over needs CREATE on its schema.
  return `
    REVOKE ALL ON FUNCTION ${name} FROM PUBLIC;
    ${callers.length === 0 ? "" : `GRANT EXECUTE ON FUNCTION ${name} TO ${callers.join(", ")};`}
    GRANT CREATE ON SCHEMA public TO portal_across;
    ALTER FUNCTION ${name} OWNER TO portal_across;
    REVOKE CREATE ON SCHEMA public FROM portal_across`;
}
