import { describe, expect, it } from "vitest";
import { describeError } from "#lib/services/describe-error.ts";

const secret = "CANARY-1020304050";

describe("an error in the log", () => {
  it("keeps its kind, its code and where it came from", () => {
    const error = Object.assign(new TypeError("the statement was cancelled"), { code: "57014" });
    const described = describeError(error);
    expect(described).toMatchObject({ type: "TypeError", code: "57014", message: "the statement was cancelled" });
    expect(described.stack[0]).toContain("describe-error.test.ts");
  });

  it.each([
    `invalid input syntax for type uuid: "${secret}"`,
    `invalid input syntax for type uuid: "an unclosed ${secret}`,
    `Key (identification)=(${secret}) already exists.`,
    `no such header: '${secret}'`,
    `connect to \`${secret}\` failed`,
    `no user ana.${secret}@banco.co`,
    `\nInvalid \`prisma.record.create()\` invocation:\n\n{ identification: "${secret}" }`,
  ])("shows no value of %j", (message) => {
    const described = JSON.stringify(describeError(new Error(message, { cause: new Error(message) })));
    expect(described).not.toContain("CANARY");
    expect(described).not.toContain("1020304050");
  });

  it("cuts numbers that could be somebody's identification or balance", () => {
    expect(describeError(new Error("debtor 1020304050 owes 1.250.000,50")).message).toBe("debtor … owes …");
  });

  it("drops what a driver hangs on its errors", () => {
    const error = Object.assign(new Error("duplicate key"), { detail: secret, parameters: [secret], query: secret });
    expect(JSON.stringify(describeError(error))).not.toContain("CANARY");
  });

  it("follows causes only so far, so that a circle ends", () => {
    const error = new Error("a");
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/"type"/g)).toHaveLength(4);
  });

  it("says of what is no error only what kind of thing it is", () => {
    expect(describeError(secret)).toEqual({ type: "string", message: "", stack: [] });
  });
});
