import { pino, stdSerializers } from "pino";
import { env } from "./env";
import { hideValues } from "./hide-values";

/** Fields that never reach a log line, wherever they stand up to two levels deep. */
const SECRETS = ["password", "passwordHash", "secret", "token", "code", "authorization", "cookie", "email"];

/** An error without the values of its statement; PostgreSQL repeats them in `detail`. */
function shownError(error: Error) {
  return { ...stdSerializers.err(hideValues(error)), detail: undefined };
}

function makeLog() {
  return pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: shownError },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[hidden]" },
  });
}

let made: ReturnType<typeof makeLog> | undefined;

/** The log of this process: one JSON object a line on stdout, without secrets and mail addresses. */
export function log() {
  made ??= makeLog();
  return made;
}
