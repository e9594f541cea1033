import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/domain/id";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, STORE_START } from "@/lib/testing/loyalty-store";
import { addSegment } from "./commands/segment";
import { cliArguments, cliEnv, projectNode } from "./lib/project.mjs";

const database = await testDatabase();
afterAll(() => database.drop());
afterEach(() => vi.restoreAllMocks());

const store = await makeStore(database);
for (let i = 0; i < 3; i++) await store.addMember({ externalId: `old-${i}`, lastOrderAt: STORE_START });
await store.addMember({ externalId: "never" });

const examples = join(import.meta.dirname, "../examples/segments");
const lapsed = join(examples, "lapsed.json");

/** What the command prints. */
async function segment(...words: string[]): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(`${text}\n`));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  const program = new Command().exitOverride();
  addSegment(program);
  await program.parseAsync(["node", "regulars", "segment", ...words, "--merchant", store.slug]);
  vi.restoreAllMocks();
  return printed.join("");
}

function fileWith(content: unknown): string {
  const file = join(tmpdir(), `segment-${newId()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("regulars segment", () => {
  it("counts whom the condition of a file holds", async () => {
    expect(await segment("count", "--file", lapsed)).toBe("3 of 4 customers\n");
    expect(JSON.parse(await segment("count", "--file", lapsed, "--json"))).toEqual({ count: 3, of: 4 });
  });

  it("lists the shop's ids, one a line or as one JSON value", async () => {
    expect(await segment("list", "--file", lapsed)).toBe("old-0\nold-1\nold-2\n");
    expect(JSON.parse(await segment("list", "--file", lapsed, "--json"))).toEqual([
      "old-0",
      "old-1",
      "old-2",
    ]);
    const nobody = fileWith({ condition: { all: [{ field: "orders", op: "at_least", value: 1000 }] } });
    expect(await segment("list", "--file", nobody)).toBe("");
    expect(JSON.parse(await segment("list", "--file", nobody, "--json"))).toEqual([]);
  });

  it.each(readdirSync(examples))("reads the example %s", async (file) => {
    expect(await segment("count", "--file", join(examples, file))).toMatch(/^\d+ of 4 customers$/m);
  });

  it("tells of a wrong file what is wrong at which place", async () => {
    const wrong = fileWith({
      name: "Wrong",
      condition: { all: [{ any: [{ field: "shoe_size", op: "equals" }] }] },
    });
    await expect(segment("count", "--file", wrong)).rejects.toThrow(
      /condition\.all\.0\.any\.0\.field: must be one of/,
    );
    const bare = fileWith({ all: [] });
    await expect(segment("count", "--file", bare)).rejects.toThrow(
      /condition: .*\n.*Unrecognized key: "all"/,
    );
    await expect(segment("count", "--file", "/nowhere.json")).rejects.toThrow("/nowhere.json");
  });

  it("ends quietly when the reader has seen enough", async () => {
    const args = [...cliArguments, "segment", "list", "--file", lapsed, "--merchant", store.slug];
    const command = spawn(projectNode(), args, {
      env: { ...process.env, ...cliEnv, DATABASE_URL: database.url },
    });
    command.stdout.destroy();
    let complaint = "";
    command.stderr.on("data", (text) => {
      complaint += text;
    });
    const [code] = await once(command, "close");
    expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  });
});
