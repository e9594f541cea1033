import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { detect } from "chardet";

const SAMPLE_BYTES = 256 * 1024;

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* read(path: string, onBytes: (read: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The bytes of a file, unpacked if it is gzipped. `onBytes` hears how much of the file itself has been read. */
async function* bytesOf(path: string, onBytes: (read: number) => void): AsyncGenerator<Buffer> {
  if (!(await isGzip(path))) return yield* read(path, onBytes);
  const packed = Readable.from(read(path, onBytes));
  const unpacked = createGunzip();
  // pipe() hands on data, not faults
  packed.on("error", (error) => unpacked.destroy(error));
  yield* packed.pipe(unpacked);
}

/** `isWhole` tells that no character can be cut by the sample's end. */
function isUtf8(sample: Buffer, isWhole: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 where the sample can be it, else what its bytes look like. */
function encodingOf(sample: Buffer, isWhole: boolean): string {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  if (isUtf8(sample, isWhole)) return "utf-8";
  const guess = detect(sample);
  try {
    return new TextDecoder(guess ?? "windows-1252").encoding;
  } catch {
    return "windows-1252"; // a name the decoder does not know
  }
}

/** A file as text, in pieces: gzip, byte order mark and encoding are recognised. Never the whole file in memory. */
export async function* textOf(
  path: string,
  onBytes: (read: number) => void = () => {},
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let sample = Buffer.alloc(0);
  for await (const chunk of bytesOf(path, onBytes)) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    sample = Buffer.concat([sample, chunk]);
    if (sample.length < SAMPLE_BYTES) continue;
    decoder = new TextDecoder(encodingOf(sample, false));
    yield decoder.decode(sample, { stream: true });
  }
  if (decoder) yield decoder.decode();
  else yield new TextDecoder(encodingOf(sample, true)).decode(sample);
}
