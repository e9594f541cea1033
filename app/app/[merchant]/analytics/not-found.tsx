import { UnknownSegment } from "@/components/segments/unknown-segment";

/** The only thing that these pages do not find is the segment of their address. */
export default function SegmentNotFound() {
  return <UnknownSegment />;
}
