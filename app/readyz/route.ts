import { checkReadiness } from "@/lib/platform/health";

export const dynamic = "force-dynamic";

/** The process can work: its database answers and has every migration. 503 says what is amiss. */
export async function GET() {
  const status = await checkReadiness();
  return Response.json({ status }, { status: status === "ready" ? 200 : 503 });
}
