"use client";

import { createContext, useContext } from "react";

/** What a `Field` gives the control inside it. */
export interface FieldWiring {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
}

export const FieldContext = createContext<FieldWiring | null>(null);

/** The attributes that connect a control with its label, hint and error; none outside a `Field`. */
export function useFieldAttributes(): {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
} {
  const wiring = useContext(FieldContext);
  if (wiring === null) return {};
  return {
    id: wiring.id,
    ...(wiring.describedBy === undefined ? {} : { "aria-describedby": wiring.describedBy }),
    ...(wiring.isInvalid ? { "aria-invalid": true as const } : {}),
    ...(wiring.isRequired ? { "aria-required": true as const } : {}),
  };
}
