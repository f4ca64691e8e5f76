"use client";

import { useTranslations } from "use-intl";
import { numbersMissing } from "#lib/domain/portfolio/comparison/part-set.ts";
import type { PartClash, PartSetView } from "#lib/domain/views/part-set-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useNumbers } from "./use-numbers.ts";

/** The parts that a set has, and what becomes of them if a part that clashes with it is loaded all the same. */
export function ClashText({ clash: { kind, load, set }, isLinked = true }: { clash: PartClash; isLinked?: boolean }) {
  const t = useTranslations("portfolios.parts");
  const others = { of: load.of, parts: [{ partNumber: load.number }] };
  return (
    <>
      <p>{t(kind, { number: load.number, of: load.of, setOf: set.of })}</p>
      <LoadedParts set={set} isLinked={isLinked} />
      <p>{t("anew", { numbers: useNumbers(numbersMissing(others)), count: load.of - 1, of: load.of })}</p>
    </>
  );
}

/** "Parte 1 de 2: cartera.csv, 27/11/2026, 9:00, por confirmar", one line each. */
export function LoadedParts({ set, isLinked }: { set: PartSetView; isLinked: boolean }) {
  const t = useTranslations("portfolios.parts");
  return (
    <ul className="my-1">
      {set.parts.map(({ partNumber, uploadId, fileName, stagedAt, isConfirmed }) => (
        <li key={uploadId} className="[overflow-wrap:anywhere]">
          {t.rich("loaded", {
            number: partNumber,
            of: set.of,
            isConfirmed: String(isConfirmed),
            file: () => (isLinked ? <TextLink href={`/uploads/${uploadId}`}>{fileName}</TextLink> : fileName),
            at: () => <DateTime value={stagedAt} />,
          })}
        </li>
      ))}
    </ul>
  );
}
