import { TenantSlot, type TenantSlotProps } from "../../tenant-slot.tsx";

export default async function Slot({ searchParams }: { searchParams: Promise<TenantSlotProps["query"]> }) {
  return <TenantSlot path={["debtors"]} query={await searchParams} />;
}
