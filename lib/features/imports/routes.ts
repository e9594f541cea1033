import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import { DomainError } from "@/lib/domain/errors";
import { runAction } from "@/lib/platform/action";
import { findStaff } from "@/lib/platform/auth/staff";
import { authorize, type Ctx } from "@/lib/platform/ctx";
import { parseInput } from "@/lib/platform/input";
import { log } from "@/lib/platform/log";
import { type ImportRequest, runImport } from "./run-import";
import { importKinds, MAX_UPLOAD_BYTES } from "./schema";

const uploadSchema = z.object({
  kind: z.enum(importKinds),
  name: z.string().min(1).max(300),
  noAwards: z.stringbool().default(false),
});

/** Refuses what is longer than an upload may be, whatever its header promised. */
function limited(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > MAX_UPLOAD_BYTES ? new DomainError("LIMIT", "file_too_large") : null, chunk);
    },
  });
}

/** Resolves with the batch as soon as the import has begun; the rest goes on behind it. */
function begin(ctx: Ctx, request: ImportRequest, cleanUp: () => Promise<void>): Promise<{ batchId: string }> {
  return new Promise((resolve, reject) => {
    let batchId: string | undefined;
    const onStart = (id: string) => {
      batchId = id;
      resolve({ batchId: id });
    };
    runImport(ctx, { ...request, onStart })
      .catch((error: unknown) => {
        if (batchId) log().error({ err: error, batchId }, "import failed");
        reject(error);
      })
      .finally(cleanUp);
  });
}

/**
 * Takes a file (the body of the request; its kind and name in the address) and starts to import it. Answers the batch,
 * whose page shows how it goes on, or why nothing was begun.
 */
export async function receiveImport(request: Request, merchantSlug: string): Promise<Response> {
  const result = await runAction(async () => {
    const { ctx } = await findStaff(merchantSlug);
    authorize(ctx.actor, "imports.write");
    const { kind, name, noAwards } = parseInput(
      uploadSchema,
      Object.fromEntries(new URL(request.url).searchParams),
    );
    if (!request.body) throw new DomainError("VALIDATION", "empty_file");
    const folder = await mkdtemp(join(tmpdir(), "regulars-upload-"));
    const cleanUp = () => rm(folder, { recursive: true, force: true });
    const path = join(folder, "file");
    try {
      const body = Readable.fromWeb(request.body as ReadableStream); // the same stream under the browser's type
      await pipeline(body, limited(), createWriteStream(path));
    } catch (error) {
      await cleanUp();
      throw error;
    }
    return begin(ctx, { kind, files: [{ name, path }], noAwards }, cleanUp);
  });
  return Response.json(result, { status: result.ok ? 202 : 422 });
}
