import { randomUUIDv7 } from "node:crypto";

/** A UUIDv7: ids sort by creation time, so indexes grow at their end. */
export function newId(): string {
  return randomUUIDv7();
}

/** When `newId` made this id, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

/** The lowest id that `newId` can make in that millisecond since 1970. */
export function firstIdAt(ms: number): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids come from URLs. Check them before a query: the database throws at a value that is not a UUID. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && uuidForm.test(text);
}
