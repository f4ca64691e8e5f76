"use client";

import { useCallback, useEffect, useState } from "react";
import type { NewUploadWizard } from "./new-upload-wizard.tsx";

type Wizard = typeof NewUploadWizard;

interface FetchedWizard {
  /** Null until it has been fetched. */
  readonly Wizard: Wizard | null;
  readonly hasFailed: boolean;
  /** Fetches it unless it is there, or coming. */
  fetchWizard(): void;
}

/** The wizard's code, fetched when it `isNeeded` or when somebody is about to need it. */
export function useWizard(isNeeded: boolean): FetchedWizard {
  const [wizard, setWizard] = useState<{ readonly Wizard: Wizard } | "coming" | "failed" | null>(null);

  const fetchWizard = useCallback(() => {
    setWizard((known) => (known === null || known === "failed" ? "coming" : known));
  }, []);
  useEffect(() => {
    if (isNeeded) fetchWizard();
  }, [isNeeded, fetchWizard]);

  const isComing = wizard === "coming";
  useEffect(() => {
    if (!isComing) return;
    import("./new-upload-wizard.tsx").then(
      ({ NewUploadWizard }) => setWizard({ Wizard: NewUploadWizard }),
      () => setWizard("failed"),
    );
  }, [isComing]);

  return {
    Wizard: typeof wizard === "object" && wizard !== null ? wizard.Wizard : null,
    hasFailed: wizard === "failed",
    fetchWizard,
  };
}
