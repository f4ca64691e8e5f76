import { TenantSlot } from "../tenant-slot.tsx";

/** For addresses without a page. */
export default function Slot() {
  return <TenantSlot path={[]} query={{}} />;
}
