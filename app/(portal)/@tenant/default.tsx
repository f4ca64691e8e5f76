import { TenantSlot } from "../tenant-slot.tsx";

/** For addresses that no page has. */
export default function Slot() {
  return <TenantSlot path={[]} query={{}} />;
}
