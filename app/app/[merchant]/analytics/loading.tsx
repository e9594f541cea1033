import { LoadingState } from "@/components/layout/states";

export default function Loading() {
  return <LoadingState />;
}
