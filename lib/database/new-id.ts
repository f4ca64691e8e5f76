import { randomUUIDv7 } from "node:crypto";

/** A UUIDv7: ids sort by creation time, so indexes grow at their end. */
export function newId(): string {
  return randomUUIDv7();
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids come from URLs. Check them before a query: the database throws at a value that is not a UUID. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && uuidForm.test(text);
}
