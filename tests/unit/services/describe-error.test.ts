import { describe, expect, it } from "vitest";
import { describeError } from "#lib/services/operations/describe-error.ts";

const secret = "CANARY-1020304050";

describe("an error in the log", () => {
  it("keeps its type, its code and its origin", () => {
    const error = Object.assign(new TypeError("the statement was cancelled"), { code: "57014" });
    const described = describeError(error);
    expect(described).toMatchObject({ type: "TypeError", code: "57014", message: "the statement was cancelled" });
    expect(described.stack[0]).toContain("describe-error.test.ts");
  });

  it.each([
    `invalid input syntax for type uuid: "${secret}"`,
    `invalid input syntax for type uuid: "an unclosed ${secret}`,
    `invalid input syntax for type numeric: "Bar "El Sol" de ${secret}"`,
    `invalid input syntax for type numeric: "Bar "El\nSol de ${secret}"`,
    `Unexpected token 'x', "["${secret}", x]" is not valid JSON`,
    `no such header: 'L'Oréal de ${secret}'`,
    `Key (identification)=(${secret}) already exists.`,
    `Key (name)=(Ana (la de ${secret}) Ruiz, ${secret}) already exists.`,
    `no such header: '${secret}'`,
    `connect to \`${secret}\` failed`,
    `no user ana.${secret}@banco.co`,
    `Message failed: 554 https://portal.example.com/set-password#${secret} is on a list`,
    `\nInvalid \`prisma.record.create()\` invocation:\n\n{ identification: "${secret}" }`,
  ])("shows no value of %j", (message) => {
    const described = JSON.stringify(describeError(new Error(message, { cause: new Error(message) })));
    expect(described).not.toContain("CANARY");
    expect(described).not.toContain("1020304050");
  });

  it("keeps the text around a value with quotes", () => {
    const message = `Unexpected token 'x', ...","Email": x}" is not valid JSON`;
    expect(describeError(new SyntaxError(message)).message).toBe("Unexpected token …, ...… is not valid JSON");
  });

  it("names PostgreSQL's constraint and nothing that could be a value", () => {
    const message = 'duplicate key value violates unique constraint "Chunk_pkey"';
    const about = { code: "23505", table: "Chunk", constraint: "Chunk_pkey", column: secret };
    const described = describeError(Object.assign(new Error(message), about));
    expect(described).toMatchObject({ code: "23505", table: "Chunk", constraint: "Chunk_pkey" });
    expect(described).not.toHaveProperty("column");
    const ofNoDatabase = Object.assign(new Error(message), { ...about, code: "E_FIELD", column: "Perez" });
    expect(describeError(ofNoDatabase)).not.toHaveProperty("column");
  });

  it("cuts numbers that may be identifications or balances", () => {
    expect(describeError(new Error("debtor 1020304050 owes 1.250.000,50")).message).toBe("debtor … owes …");
  });

  it("drops a driver's additions to its errors", () => {
    const error = Object.assign(new Error("duplicate key"), { detail: secret, parameters: [secret], query: secret });
    expect(JSON.stringify(describeError(error))).not.toContain("CANARY");
  });

  it("follows at most four causes, so a circle ends", () => {
    const error = new Error("a");
    error.cause = error;
    expect(JSON.stringify(describeError(error)).match(/"type"/g)).toHaveLength(4);
  });

  it("gives only the type of what is no error", () => {
    expect(describeError(secret)).toEqual({ type: "string", message: "", stack: [] });
  });
});
