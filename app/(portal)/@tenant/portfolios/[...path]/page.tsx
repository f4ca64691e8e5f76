import { TenantSlot } from "../../../tenant-slot.tsx";

export default async function Slot({ params }: { params: Promise<{ path: string[] }> }) {
  return <TenantSlot path={["portfolios", ...(await params).path]} query={{}} />;
}
