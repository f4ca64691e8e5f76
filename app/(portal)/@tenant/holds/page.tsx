import { TenantSlot } from "../../tenant-slot.tsx";

export default function Slot() {
  return <TenantSlot path={["holds"]} query={{}} />;
}
