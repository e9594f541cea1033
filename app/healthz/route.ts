export const dynamic = "force-dynamic";

/** The process runs. */
export function GET() {
  return Response.json({ status: "ok" });
}
