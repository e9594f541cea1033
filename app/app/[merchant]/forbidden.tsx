import { NoPermissionState } from "@/components/layout/states";

export default function Forbidden() {
  return <NoPermissionState />;
}
