import { describe, expect, it } from "vitest";
import { endpointUrl, parseServer } from "#lib/wolkvox/server-name.ts";

const extra = ["127.0.0.1:4010", "sandbox.test"];

describe("the server a tenant names", () => {
  it.each([
    ["crm.wolkvox.com", "crm.wolkvox.com"],
    ["  crm0001.wolkvox.com  ", "crm0001.wolkvox.com"],
    ["https://crm0001.wolkvox.com/index.php?module=Home#top", "crm0001.wolkvox.com"],
    ["http://crm01.wolkvox.com", "crm01.wolkvox.com"],
    ["https://crm01.wolkvox.com:443/", "crm01.wolkvox.com"],
    ["CRM0000.WOLKVOX.COM", "crm0000.wolkvox.com"],
    ["crm123456.wolkvox.com", "crm123456.wolkvox.com"],
    ["127.0.0.1:4010", "127.0.0.1:4010"],
    ["http://127.0.0.1:4010/server", "127.0.0.1:4010"],
    ["sandbox.test", "sandbox.test"],
  ])("is read from %j", (input, server) => {
    expect(parseServer(input, extra)).toEqual({ ok: true, server });
  });

  it("is renamed if switched off, with the old name", () => {
    expect(parseServer("https://sv0001.crmvox.com/login", extra)).toEqual({
      ok: true,
      server: "crm0001.wolkvox.com",
      rewrittenFrom: "sv0001.crmvox.com",
    });
    expect(parseServer("sv0000.crmvox.com", [])).toMatchObject({ server: "crm0000.wolkvox.com" });
  });

  it.each([
    ["", "server_empty"],
    ["   ", "server_empty"],
    ["wv0001.wolkvox.com", "server_is_manager"],
    ["https://wv0042.wolkvox.com/api/v2", "server_is_manager"],
    ["ftp://crm.wolkvox.com", "server_unreadable"],
    ["javascript:alert(1)", "server_unreadable"],
    ["https://crm.wolkvox.com@evil.test/", "server_unreadable"],
    ["https://evil.test\\@crm.wolkvox.com", "server_unreadable"],
    ["crm.wolkvox.com evil.test", "server_unreadable"],
    ["crm.wolk\nvox.com", "server_unreadable"],
    ["evil.test", "server_not_allowed"],
    ["crm.wolkvox.com.evil.test", "server_not_allowed"],
    ["evilcrm.wolkvox.com", "server_not_allowed"],
    ["crm1234567.wolkvox.com", "server_not_allowed"],
    ["crm.wolkvox.com.", "server_not_allowed"],
    ["crm.wolkvox.com:8443", "server_not_allowed"],
    ["evil.test/crm.wolkvox.com", "server_not_allowed"],
    ["evil.test?crm.wolkvox.com", "server_not_allowed"],
    ["evil.test#crm.wolkvox.com", "server_not_allowed"],
    ["127.0.0.1", "server_not_allowed"],
    ["127.0.0.1:4011", "server_not_allowed"],
    ["sandbox.test:4010", "server_not_allowed"],
    ["169.254.169.254", "server_not_allowed"],
    ["[::1]", "server_not_allowed"],
    ["2130706433", "server_not_allowed"],
    ["сrm.wolkvox.com", "server_not_allowed"],
    ["sv0001.crmvox.com.evil.test", "server_not_allowed"],
  ])("is refused: %j", (input, code) => {
    expect(parseServer(input, extra)).toEqual({ ok: false, code });
  });
});

describe("the address of an endpoint", () => {
  it("is http only for an own host with a port", () => {
    expect(endpointUrl("crm.wolkvox.com", "/a.php", extra)?.href).toBe("https://crm.wolkvox.com/a.php");
    expect(endpointUrl("127.0.0.1:4010", "/a.php", extra)?.href).toBe("http://127.0.0.1:4010/a.php");
    expect(endpointUrl("sandbox.test", "/a.php", extra)?.href).toBe("https://sandbox.test/a.php");
  });

  it.each(["evil.test", "crm.wolkvox.com:8443", "crm.wolkvox.com/x", "a@crm.wolkvox.com", "127.0.0.1:4011", ""])(
    "is none for a stored name that is not allowed: %j",
    (server) => {
      expect(endpointUrl(server, "/a.php", extra)).toBeNull();
    },
  );
});
