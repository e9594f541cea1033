import { receiveImport } from "@/lib/features/imports/routes";

type Context = { params: Promise<{ merchant: string }> };

/** Under /api, where no proxy buffers the body: a file is streamed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveImport(request, (await params).merchant);
}
