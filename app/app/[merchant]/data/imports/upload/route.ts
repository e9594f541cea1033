import { receiveImport } from "@/lib/features/imports/upload";

type Context = { params: Promise<{ merchant: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveImport(request, (await params).merchant);
}
