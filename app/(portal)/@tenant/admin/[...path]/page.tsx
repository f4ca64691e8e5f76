import { TenantSlot, type TenantSlotProps } from "../../../tenant-slot.tsx";

interface SlotProps {
  params: Promise<{ path: string[] }>;
  searchParams: Promise<TenantSlotProps["query"]>;
}

export default async function Slot({ params, searchParams }: SlotProps) {
  return <TenantSlot path={["admin", ...(await params).path]} query={await searchParams} />;
}
