import { expect, test } from "vitest";
import { draftOf, emptyTenantDraft, settingsOf } from "#components/admin/tenant-draft.ts";
import { TenantForm } from "#components/admin/tenant-form.tsx";
import { timeZoneGroups } from "#components/admin/time-zone-groups.ts";
import { obligationsBehaviours } from "#lib/domain/outcome/obligations-behaviour.ts";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const form = (obligations: (typeof obligationsBehaviours)[number], timeZone = "America/Bogota") => (
  <TenantForm
    draft={{ ...emptyTenantDraft, obligations, timeZone }}
    onChange={() => undefined}
    tokenLastFour="9f3c"
    refusal={null}
    isBusy={false}
    submitLabel="Guardar"
    onSubmit={() => undefined}
    connection={null}
  />
);

test.each(locales)("each behaviour of obligations is explained in %s", (locale) => {
  const texts = obligationsBehaviours.map((behaviour) => rendered(form(behaviour), locale).text);
  expect(new Set(texts).size).toBe(3);
});

test("a time zone shows though no browser lists it", () => {
  expect(rendered(form("unknown", "Asia/Katmandu")).text).toContain("Asia/Katmandu");
});

test("the zones of a continent are one group", () => {
  const america = timeZoneGroups().find(({ label }) => label === "America");
  expect(america?.choices).toContainEqual({ value: "America/Sao_Paulo", label: "America/Sao Paulo" });
});

test("a tenant's form gives back both new settings", () => {
  const tenant = {
    ...{ id: "1", name: "Banco", operation: "op", server: "crm0001.wolkvox.com", country: "CO", currency: "COP" },
    ...{
      batchSize: 100,
      callsAtOnce: 1,
      retentionDays: 90,
      masksDebtors: false,
      tokenLastFour: "9f3c",
      members: 0,
      customFields: 0,
    },
    ...{ uploads: 0, retiredAt: null, createdAt: "2026-11-20T12:00:00.000Z", updatedAt: "2026-11-20T12:00:00.000Z" },
    repeatBehaviour: "updates" as const,
    obligations: "replaces" as const,
    timeZone: "America/Lima",
  };
  expect(settingsOf(draftOf(tenant))).toMatchObject({ obligations: "replaces", timeZone: "America/Lima" });
});
