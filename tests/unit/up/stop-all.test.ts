import { expect, test } from "vitest";
import { StopFailed, stopAll } from "#lib/up/stop-all.ts";

test("stops the last that was started first, and each once", async () => {
  const stopped: string[] = [];
  const stops = ["database", "worker", "portal"].map((name) => async () => void stopped.push(name));
  await stopAll(stops);
  await stopAll(stops);
  expect(stopped).toEqual(["portal", "worker", "database"]);
});

test("stops the rest and then says what it could not stop", async () => {
  const stopped: string[] = [];
  const stops = [
    async () => void stopped.push("database"),
    () => Promise.reject(new Error("the worker does not end")),
    async () => void stopped.push("portal"),
  ];
  const stopping = stopAll(stops);
  await expect(stopping).rejects.toThrow(StopFailed);
  await expect(stopping).rejects.toThrow("the worker does not end");
  expect(stopped).toEqual(["portal", "database"]);
});
