// Who may import whom: docs/architecture.md draws it. scripts/import-rules.test.ts plants a fault for every rule here.

const tests = "\\.test\\.tsx?$";

/** Imports that vanish when compiled tie nothing together at run time. */
const notTypes = { dependencyTypesNot: ["type-only"] };

/** A package that one place wraps, so that it can be exchanged there. */
const oneDoor = (name, place) => ({
  name: `one-door-to-${name.replace(/.*\//, "")}`,
  comment: `Only ${place} knows ${name}.`,
  from: { path: "^(app|components|db|emails|lib)/", pathNot: [`^${place}`, tests, "^lib/testing/"] },
  to: { path: `node_modules/${name}/`, ...notTypes },
});

const forbidden = [
  {
    name: "no-circles",
    comment: "Files that need each other are one file, or lack a third.",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "domain-is-pure",
    comment: "lib/domain computes: no database, no network, no framework.",
    from: { path: "^lib/domain/", pathNot: tests },
    to: { pathNot: ["^lib/domain/", "node_modules/(zod|date-fns|@date-fns/tz)/"] },
  },
  {
    name: "time-in-one-room",
    comment: "Only lib/domain/time knows the date library.",
    from: { path: "^lib/domain/", pathNot: ["^lib/domain/time/", tests] },
    to: { path: "node_modules/(date-fns|@date-fns/tz)/" },
  },
  {
    name: "database-knows-only-domain",
    comment: "db lies below features and platform; it reads the environment and nothing else of theirs.",
    from: { path: "^db/", pathNot: tests },
    to: {
      path: "^(app|components|emails|e2e|lib/features|lib/platform)/",
      pathNot: "^lib/platform/env\\.ts$",
    },
  },
  {
    name: "platform-knows-no-features",
    comment: "Plumbing has no domain knowledge.",
    from: { path: "^lib/platform/", pathNot: tests },
    to: { path: "^(lib/features|components|emails)/" },
  },
  {
    name: "lib-does-not-render",
    comment: "What people see lives above lib.",
    from: { path: "^lib/" },
    to: { path: "^components/" },
  },
  {
    name: "pages-touch-no-database",
    comment: "Pages and components get data from queries and change it by actions.",
    from: { path: "^(app|components)/", pathNot: tests },
    to: { path: ["^db/", "node_modules/(drizzle-orm|postgres|pg-boss|pg)/"], ...notTypes },
  },
  {
    name: "feature-by-its-index",
    comment: "A feature's index.ts is its only door for other features.",
    from: { path: "^lib/features/([^/]+)/" },
    to: { path: "^lib/features/[^/]+/", pathNot: ["^lib/features/$1/", "^lib/features/[^/]+/index\\.ts$"] },
  },
  {
    name: "components-use-actions",
    comment: "A component takes actions, schemas and types of a feature; a page hands it the data.",
    from: { path: "^components/", pathNot: tests },
    to: { path: "^lib/features/", pathNot: "[/-](actions|schema|types)\\.ts$", ...notTypes },
  },
  {
    name: "routes-are-leaves",
    comment: "Nothing imports a page.",
    from: { pathNot: "^app/" },
    to: { path: "^app/" },
  },
  {
    name: "pages-enter-by-the-doors",
    comment: "A page knows a feature's index, actions, schema and routes, and nothing behind them.",
    from: { path: "^app/" },
    to: {
      path: "^lib/features/",
      pathNot: ["^lib/features/[^/]+/index\\.ts$", "[/-](actions|schema|types|routes)\\.ts$"],
      ...notTypes,
    },
  },
  oneDoor("next-auth", "lib/platform/auth/"),
  oneDoor("@node-rs/argon2", "lib/platform/auth/"),
  oneDoor("pg-boss", "(lib/platform/jobs/|db/jobs\\.ts$)"),
  oneDoor("nodemailer", "lib/platform/mail/"),
  oneDoor("pino", "lib/platform/log\\.ts$"),
  oneDoor("postgres", "db/"),
  {
    name: "no-tests-in-product",
    comment: "What runs must not lean on what tries it.",
    from: { path: "^(app|components|db|emails|lib)/", pathNot: [tests, "^lib/testing/"] },
    to: { path: [tests, "^lib/testing/"] },
  },
  {
    name: "imports-lead-somewhere",
    comment: "A file that is gone, or a package that package.json does not name.",
    from: { pathNot: tests },
    to: { couldNotResolve: true },
  },
  {
    name: "no-tools-in-product",
    comment: "What only development installs is missing in production.",
    from: { path: "^(app|components|db|emails|lib)/", pathNot: [tests, "^lib/testing/"] },
    to: { dependencyTypes: ["npm-dev"], ...notTypes },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ ...rule, severity: "error" })),
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
