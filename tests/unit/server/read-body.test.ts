import { describe, expect, test } from "vitest";
import { bodyOf, jsonOf, withBody } from "#lib/server/read-body.ts";
import { bodyOf as bytesOf, signedOut } from "#tests/support/factories.ts";

const json = { type: "application/json", maxBytes: 100 };
const actor = { userId: "u", email: "a@example.com", name: "A", role: "supervisor" as const, locale: null };
const proof = { isFresh: true, proof: "password" as const, lacksSecondFactor: false };
const ctx = { actor: { ...actor, ...proof, sessionId: "019f0000-0000-7000-8000-000000000001" }, address: null };

/** A request whose body counts how often it is read. */
function requestOf(headers: Record<string, string> = {}) {
  let asked = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        asked++;
        controller.enqueue(new Uint8Array(60));
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", headers: { "content-type": json.type, ...headers }, body, duplex: "half" };
  return { request: new Request("http://localhost/", init as RequestInit), asked: () => asked };
}

const read = async (body: AsyncIterable<Uint8Array>) => {
  let bytes = 0;
  for await (const part of body) bytes += part.byteLength;
  return bytes;
};

describe("a body", () => {
  test.each([
    ["of nobody", signedOut, {}, "signed_out"],
    ["of another type", ctx, { "content-type": "text/plain" }, "invalid"],
    ["that says it is too long", ctx, { "content-length": "101" }, "too_large"],
    ["that says nonsense of its length", ctx, { "content-length": "many" }, "too_large"],
  ])("%s is refused unread", async (_, who, headers, code) => {
    const { request, asked } = requestOf(headers);
    await expect(withBody(who, request, json, read)).rejects.toMatchObject({ code });
    expect(asked()).toBe(0);
  });

  test("is not read if the request is refused", async () => {
    const { request, asked } = requestOf();
    const refuse = () => Promise.reject(new Error("not yours"));
    await expect(withBody(ctx, request, json, refuse)).rejects.toThrow("not yours");
    expect(asked()).toBe(0);
  });

  test("is read no further than its limit", async () => {
    const { request, asked } = requestOf();
    await expect(withBody(ctx, request, json, read)).rejects.toMatchObject({ code: "too_large" });
    expect(asked()).toBe(2);
  });

  test("is refused if it stops for too long", async () => {
    const silent = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(3)) });
    await expect(read(bodyOf(silent, 100, 20))).rejects.toMatchObject({ code: "too_slow" });
  });
});

describe("JSON", () => {
  test.each([
    ["[[[1]]]", "depth"],
    ["[[[".repeat(100_000), "depth"],
    ["{", "json"],
  ])("%.9s… is refused for its %s", async (text, problem) => {
    await expect(jsonOf(bytesOf(Buffer.from(text)), 2)).rejects.toMatchObject({
      code: "invalid",
      params: { problems: [`body:${problem}`] },
    });
  });

  test("at the allowed depth is read, brackets in texts aside", async () => {
    const said = { a: ['[[[\\"[[', "ñ"] };
    expect(await jsonOf(bytesOf(Buffer.from(JSON.stringify(said))), 2)).toEqual(said);
  });
});
