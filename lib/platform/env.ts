import { z } from "zod";

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" });
const port = z.coerce.number().int().min(1).max(65535);

const schema = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl.optional(),
  APP_URL: z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" }),
  APP_SECRET: z.string().min(32, "must have at least 32 characters"),
  PORT: port.default(3000),
  MAIL_FROM: z.string().default("Regulars <noreply@localhost>"),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// address" }).optional(),
  /** Whether a server process also works on the background jobs. */
  WORKER: z.enum(["inline", "off"]).default("inline"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Set by the launcher of the demo: the sign-in page then offers the demo's people as buttons. */
  REGULARS_DEMO: z.stringbool().default(false),
});

/** Every variable the product reads, checked. DATABASE_OWNER_URL falls back to DATABASE_URL. */
export type Env = z.infer<typeof schema> & { DATABASE_OWNER_URL: string };

/** The environment names something wrong; `problems` has one line for each variable. */
export class EnvError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Checks a set of variables. An empty one counts as not set.
 * @throws EnvError with all that is missing or wrong, not only the first
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const line = ({ path, message }: z.core.$ZodIssue) => {
      const name = path.join(".");
      return `${name} ${given[name] === undefined ? "is missing" : message}`;
    };
    throw new EnvError(parsed.error.issues.map(line));
  }
  return { ...parsed.data, DATABASE_OWNER_URL: parsed.data.DATABASE_OWNER_URL ?? parsed.data.DATABASE_URL };
}

let known: Env | undefined;

/** The variables of this process, checked at the first call. */
export function env(): Env {
  known ??= parseEnv(process.env);
  return known;
}
