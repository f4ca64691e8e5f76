import { randomUUIDv7 } from "node:crypto";

/** UUIDv7: ids sort by the time they were made, so indexes grow at their end. */
export function newId(): string {
  return randomUUIDv7();
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids arrive from addresses: what is no UUID is asked nothing about, the database would throw at it. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && uuidForm.test(text);
}
