import { TabLoading } from "@/components/customers/tab-frame";

export default function Loading() {
  return <TabLoading />;
}
