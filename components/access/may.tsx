"use client";

import { createContext, type ReactNode, useContext } from "react";
import { isAllowed, isAllowedOfRetired, type Permission, type Role } from "#lib/domain/access/permission.ts";

const RoleContext = createContext<Role | null>(null);

/** Declares the signed-in user's role to everything inside. */
export const RoleProvider = RoleContext;

/** The signed-in user's role; null outside of the portal. */
export function useRole(): Role | null {
  return useContext(RoleContext);
}

const RetiredContext = createContext(false);

/** Declares to everything inside whether the page's tenant is retired: then only what may be done of such a one is shown. */
export const RetiredProvider = RetiredContext;

/** Whether the page's tenant is only read any more. */
export function useIsRetired(): boolean {
  return useContext(RetiredContext);
}

/** Which permissions the signed-in user's role has here. The use case decides; this only hides what it would refuse. */
export function useAllowed(): (permission: Permission) => boolean {
  const role = useContext(RoleContext);
  const isRetired = useContext(RetiredContext);
  return (permission) =>
    role !== null && isAllowed(role, permission) && (!isRetired || isAllowedOfRetired(role, permission));
}

/** The same for one permission. */
export function useMay(permission: Permission): boolean {
  return useAllowed()(permission);
}

/** Shows its children to those whose role has the permission. */
export function May({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay(permission) ? children : null;
}
