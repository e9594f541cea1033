import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import config from "../.dependency-cruiser.mjs";

/** One import against each rule: where it stands, and what it asks for. */
const faults: Record<string, [file: string, imports: string]> = {
  "no-circles": ["lib/domain/egg.ts", "@/lib/domain/hen"],
  "domain-is-pure": ["lib/domain/price.ts", "@/db/client"],
  "time-in-one-room": ["lib/domain/tiers.ts", "date-fns"],
  "database-knows-only-domain": ["db/write.ts", "@/lib/platform/log"],
  "platform-knows-no-features": ["lib/platform/plumbing.ts", "@/lib/features/orders"],
  "lib-does-not-render": ["lib/features/orders/show.ts", "@/components/button"],
  "pages-touch-no-database": ["app/page.ts", "@/db/client"],
  "feature-by-its-index": ["lib/features/rewards/redeem.ts", "@/lib/features/orders/schema"],
  "components-use-actions": ["components/list.ts", "@/lib/features/orders"],
  "routes-are-leaves": ["components/link.ts", "@/app/layout"],
  "one-door-to-next-auth": ["lib/features/team/staff.ts", "next-auth"],
  "pages-enter-by-the-doors": ["app/door.ts", "@/lib/features/orders/inner"],
  "one-door-to-argon2": ["lib/features/team/password.ts", "@node-rs/argon2"],
  "one-door-to-pg-boss": ["lib/features/team/job.ts", "pg-boss"],
  "one-door-to-nodemailer": ["lib/features/team/mail.ts", "nodemailer"],
  "one-door-to-pino": ["lib/features/team/log.ts", "pino"],
  "one-door-to-postgres": ["lib/features/team/pool.ts", "postgres"],
  "no-tests-in-product": ["lib/features/team/tried.ts", "@/lib/testing/sample"],
  "imports-lead-somewhere": ["lib/features/team/lost.ts", "@/lib/nowhere"],
  "no-tools-in-product": ["lib/features/team/guess.ts", "fast-check"],
};

/** What the rules allow, and what the faults point at. */
const sound: Record<string, string[]> = {
  "app/layout.ts": ["@/components/button", "@/lib/features/orders"],
  "components/button.ts": ["@/lib/features/orders/schema", "@/lib/domain/hen"],
  "db/client.ts": ["@/lib/domain/time/days", "@/lib/platform/env"],
  "lib/domain/hen.ts": ["@/lib/domain/egg", "zod"],
  "lib/domain/time/days.ts": ["date-fns"],
  "lib/features/orders/index.ts": ["@/lib/features/orders/schema", "@/lib/platform/log"],
  "lib/features/orders/inner.ts": ["zod"],
  "lib/testing/sample.ts": ["postgres"],
  "lib/features/orders/schema.ts": ["@/lib/domain/time/days"],
  "lib/features/team/order-count.ts": ["@/lib/features/orders"],
  "lib/platform/auth/staff.ts": ["next-auth", "@/db/client"],
  "lib/platform/env.ts": ["zod"],
  "lib/platform/log.ts": ["@/db/client"],
};

const packages = [
  "@node-rs/argon2",
  "date-fns",
  "next-auth",
  "nodemailer",
  "pg-boss",
  "pino",
  "postgres",
  "zod",
];

const root = resolve(import.meta.dirname, "..");
mkdirSync(join(root, ".data"), { recursive: true });
const house = mkdtempSync(join(root, ".data/import-rules-"));

function write(file: string, imports: string[]) {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  const lines = imports.map((name, i) => `import * as part${i} from "${name}";\nconsole.log(part${i});`);
  writeFileSync(join(house, file), `${lines.join("\n")}\nexport {};\n`);
}

type Violation = { from: string; rule: { name: string } };
let violations: Violation[] = [];

beforeAll(() => {
  const project = {
    dependencies: Object.fromEntries(packages.map((name) => [name, "*"])),
    devDependencies: { "fast-check": "*" },
  };
  const paths = { "@/*": ["./*"] };
  writeFileSync(join(house, "package.json"), JSON.stringify(project));
  writeFileSync(
    join(house, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { moduleResolution: "Bundler", paths } }),
  );
  for (const [file, imports] of Object.entries(sound)) write(file, imports);
  for (const [file, imports] of Object.values(faults)) write(file, [imports]);
  const cruiser = join(root, "node_modules/.bin/depcruise");
  const args = [
    cruiser,
    "--config",
    join(root, ".dependency-cruiser.mjs"),
    "--output-type",
    "json",
    "app",
    "components",
    "db",
    "lib",
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: "utf8", maxBuffer: 1e8 });
  violations = JSON.parse(stdout).summary.violations;
});
afterAll(() => rmSync(house, { recursive: true }));

describe("the import rules", () => {
  test("each have a planted fault", () => {
    expect(Object.keys(faults).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort());
  });

  test.each(Object.entries(faults))("%s finds its fault", (rule, [file]) => {
    expect(violations.filter((found) => found.rule.name === rule).map((found) => found.from)).toContain(file);
  });

  test("let sound imports pass", () => {
    const planted = new Set(Object.values(faults).map(([file]) => file));
    const wrong = violations.filter(({ from, rule }) => !planted.has(from) && rule.name !== "no-circles");
    expect(wrong).toEqual([]);
  });
});
