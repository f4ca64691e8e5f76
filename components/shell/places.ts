import {
  Building2,
  FileUp,
  FolderSync,
  History,
  type LucideIcon,
  ScrollText,
  Search,
  ShieldBan,
  Sunrise,
  Users,
  UserX,
} from "lucide-react";
import { isAllowed, type Permission, type Role } from "#lib/domain/access/permission.ts";

/** A page of the side bar. */
export interface Place {
  readonly href: string;
  readonly label:
    | "morning"
    | "newUpload"
    | "uploads"
    | "portfolios"
    | "debtors"
    | "holds"
    | "tenants"
    | "users"
    | "people"
    | "audit";
  readonly icon: LucideIcon;
  readonly permission: Permission;
}

export const work: readonly Place[] = [
  { href: "/morning", label: "morning", icon: Sunrise, permission: "uploads.read" },
  { href: "/uploads/new", label: "newUpload", icon: FileUp, permission: "uploads.load" },
  { href: "/uploads", label: "uploads", icon: History, permission: "uploads.read" },
  { href: "/portfolios", label: "portfolios", icon: FolderSync, permission: "uploads.read" },
  { href: "/debtors", label: "debtors", icon: Search, permission: "uploads.read" },
  { href: "/holds", label: "holds", icon: ShieldBan, permission: "holds.manage" },
];

export const administration: readonly Place[] = [
  { href: "/admin/tenants", label: "tenants", icon: Building2, permission: "tenants.manage" },
  { href: "/admin/users", label: "users", icon: Users, permission: "users.manage" },
  { href: "/admin/people", label: "people", icon: UserX, permission: "people.erase" },
  { href: "/admin/audit", label: "audit", icon: ScrollText, permission: "audit.read" },
];

/** Whether a page of work is offered: those that list things also to who can read nothing any more, to say why. */
export function mayOpen(role: Role, { permission }: Place, mayWork: (permission: Permission) => boolean): boolean {
  return mayWork(permission) || (permission === "uploads.read" && isAllowed(role, permission));
}
