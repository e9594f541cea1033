import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import type { Db, Tx } from "@/db/client";
import { DomainError, type ErrorCode } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { can, type Permission, roles } from "@/lib/domain/permissions";
import { type AnyCommand, type AnyQuery, commands, queries } from "@/lib/features/registry";
import { execute } from "@/lib/platform/command";
import type { Actor, Ctx } from "@/lib/platform/ctx";
import { toJson } from "@/lib/platform/json";
import { read } from "@/lib/platform/query";
import { testDatabase } from "./database";
import { examples } from "./examples";
import { type SampleStore, sampleStore } from "./sample-store";
import { recordStatements, tenantTables, withoutTenant } from "./statements";

type Operation = AnyCommand | AnyQuery;

const operations: readonly Operation[] = [...commands, ...queries];
const isCommand = (operation: Operation): operation is AnyCommand => "kind" in operation;

const database = await testDatabase();
const { db, statements, end } = recordStatements(database.url);
const tables = await tenantTables(database.sql);
const mine = await sampleStore(db, "mine");
const theirs = await sampleStore(db, "zebra");
afterAll(async () => {
  await end();
  await database.drop();
});

/** Each makes a store of its own, so the id in the context is a new one. */
const makesStore = ["merchant.create", "merchant.set-up"];
/** What an example may be refused with in the store that it was made for. */
const refusedAtHome: Record<string, ErrorCode> = {
  "merchant.set-up": "PRECONDITION",
  "imports.reverse": "PRECONDITION",
  "simulation.cancel": "PRECONDITION",
};

function example(operation: Operation, store: SampleStore): unknown {
  const make = examples[operation.name];
  if (!make) throw new Error(`lib/testing/examples.ts has no input for ${operation.name}`);
  return make(store);
}

function run(ctx: Ctx, operation: Operation, input: unknown): Promise<unknown> {
  const fresh = makesStore.includes(operation.name) ? { ...ctx, merchantId: newId() } : ctx;
  return isCommand(operation) ? execute(fresh, operation, input) : read(fresh, operation, input);
}

/** The code of a DomainError, "done" for success; any other error is a fault of ours and fails the test. */
async function outcome(work: Promise<unknown>): Promise<ErrorCode | "done"> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

class RollBack extends Error {}

/** What a try ended with, what it answered, and what of the other store it left changed. */
type Try = { code: ErrorCode | "done"; answer: string; theirRows: Rows };

/** Tries an input in my store, and takes all of it back, so that every try meets the stores as they were made. */
async function tryHere(operation: Operation, input: unknown): Promise<Try> {
  const tried: Try = { code: "done", answer: "", theirRows: theirsAtFirst };
  const ctx = mine.as(mine.actorFor(operation.permission));
  const work = db.transaction(async (tx) => {
    const answer = run({ ...ctx, tx }, operation, input).then((result) => {
      tried.answer = toJson(result) ?? "";
    });
    tried.code = await outcome(answer);
    // After an error inside the database nothing can be read, and nothing has been written.
    tried.theirRows = await dump(tx, theirs.merchantId).catch(() => theirsAtFirst);
    throw new RollBack();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof RollBack)) throw error;
  });
  return tried;
}

type Rows = Record<string, string[]>;

/** Every row of a store as text, by table. */
async function dump(reader: Db | Tx, merchantId: string): Promise<Rows> {
  const found: Rows = {};
  for (const table of tables) {
    const rows = await reader.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(table)} t where merchant_id = ${merchantId} order by 1`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

const everyone: Actor[] = [
  ...roles.map((role) => mine.staff(role)),
  { type: "customer", customerId: mine.customerId },
  { type: "visitor" },
];

function mayDo(actor: Actor, permission: Permission): boolean {
  if (permission === "public") return true;
  if (actor.type === "customer") return permission.startsWith("self.");
  return actor.type === "staff" && can(actor.role, permission);
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const theirsAtFirst = await dump(db, theirs.merchantId);
const theirIds = new Set(toJson(theirsAtFirst).match(uuid));

describe("the registry", () => {
  it("lists every command and query that a feature has, each under a name of its own", async () => {
    const folder = join(import.meta.dirname, "../features");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (file) => /\/(commands|queries)\/[^/]+\.ts$/.test(file) && !file.includes(".test."),
    );
    const listed = new Set<unknown>(operations);
    const missing: string[] = [];
    for (const file of files) {
      const found: Record<string, unknown> = await import(join(folder, file));
      for (const [name, value] of Object.entries(found)) {
        const isOperation =
          typeof value === "object" && value !== null && "permission" in value && "input" in value;
        if (isOperation && !listed.has(value)) missing.push(`${file}: ${name}`);
      }
    }
    expect(missing).toEqual([]);
    expect(new Set(operations.map((operation) => operation.name)).size).toBe(operations.length);
  });

  it("has an example for each, and no example for what is gone", () => {
    expect(Object.keys(examples).sort()).toEqual(operations.map((operation) => operation.name).sort());
  });
});

describe.each(operations.map((operation) => [operation.name, operation] as const))("%s", (_, operation) => {
  it("is refused to everyone without its permission, before its input is looked at", async () => {
    for (const actor of everyone.filter((candidate) => !mayDo(candidate, operation.permission)))
      expect([actor, await outcome(run(mine.as(actor), operation, {}))]).toEqual([actor, "FORBIDDEN"]);
  });

  it("takes its example in the store that it belongs to", async () => {
    const { code } = await tryHere(operation, example(operation, mine));
    expect(code).toBe(refusedAtHome[operation.name] ?? "done");
  });

  it("finds and changes nothing of another store", async () => {
    const input = example(operation, theirs);
    const given = toJson(input) ?? "";
    const { code, answer, theirRows } = await tryHere(operation, input);
    // A draft's revision belongs to one store: that of another is out of date here.
    const stale = given.includes('"revision":') ? "CONFLICT" : undefined;
    expect(["done", "NOT_FOUND", refusedAtHome[operation.name], stale]).toContain(code);
    expect(answer).not.toContain("zebra");
    const leaked = (answer.match(uuid) ?? []).filter((id) => theirIds.has(id) && !given.includes(id));
    expect(leaked).toEqual([]);
    expect(theirRows).toEqual(theirsAtFirst);
  });
});

describe("the statements that all of these sent", () => {
  it("name the tenant whenever they touch a tenant's table", () => {
    expect(statements.size).toBeGreaterThan(50);
    expect(withoutTenant(statements, tables)).toEqual([]);
  });

  it("would be found if they did not", () => {
    const bad = ['select "id" from "customers" where "id" = $1', 'update "orders" set "status" = $1'];
    expect(withoutTenant(bad, tables)).toEqual(bad);
  });
});
