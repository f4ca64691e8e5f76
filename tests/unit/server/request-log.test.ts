import { describe, expect, it } from "vitest";
import { marksOf } from "#lib/server/request-log.ts";

const uploadId = "0193a8f0-0000-7000-8000-000000000001";

describe("a request's log line", () => {
  it("names only the upload and the tenant of an input", () => {
    const input = { uploadId, tenantId: uploadId.toUpperCase(), identification: "1020304050", note: "llamó Ana" };
    expect(marksOf(input)).toEqual({ uploadId, tenantId: uploadId.toUpperCase() });
  });

  it("does not log other texts as ids", () => {
    expect(marksOf({ uploadId: "1020304050", tenantId: { id: uploadId } })).toEqual({});
    expect(marksOf(null)).toEqual({});
    expect(marksOf(uploadId)).toEqual({});
  });
});
