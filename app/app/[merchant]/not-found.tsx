import { NotFoundState } from "@/components/layout/states";

export default function NotFound() {
  return <NotFoundState />;
}
