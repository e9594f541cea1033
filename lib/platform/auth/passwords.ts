import { hash, verify } from "@node-rs/argon2";

/** argon2id with the least cost that OWASP's password storage cheat sheet accepts (19 MiB, 2 passes, 1 lane). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash of a password, with its salt and settings, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let standIn: Promise<string> | undefined;

/**
 * Whether a password belongs to a hash. Without a hash (nobody of that name) it spends the same time on a stand-in
 * and answers false, so that the time of the answer does not tell who exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  standIn ??= hashPassword("the password of nobody");
  const matches = await verify(passwordHash ?? (await standIn), password);
  return matches && passwordHash !== null;
}
