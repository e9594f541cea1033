import type { Db, Tx } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { can, type Permission, type Role } from "@/lib/domain/permissions";

/** Who acts. `visitor` has proved nothing; `system` is the operator's command line. */
export type Actor =
  | { type: "staff"; userId: string; role: Role; email: string }
  | { type: "customer"; customerId: string }
  | { type: "visitor" }
  | { type: "job"; name: string }
  | { type: "system" };

/** What every command and query runs in: the tenant, the actor, one time for the whole call. */
export type Ctx = {
  merchantId: string;
  actor: Actor;
  now: Date;
  requestId: string;
  db: Db;
  /** A transaction to join; what is done is then done with it, or not at all. */
  tx?: Tx;
};

type CtxInput = Pick<Ctx, "merchantId" | "actor" | "db"> & Partial<Pick<Ctx, "now" | "requestId" | "tx">>;

/** Makes a context; the time is now unless a clock says otherwise. */
export function makeCtx(input: CtxInput): Ctx {
  return { now: new Date(), requestId: newId(), ...input };
}

/** The actor as one word, as audit rows and ledger transactions keep it: `staff:<id>`, `job:settle-due`. */
export function actorName(actor: Actor): string {
  if (actor.type === "staff") return `staff:${actor.userId}`;
  if (actor.type === "customer") return `customer:${actor.customerId}`;
  if (actor.type === "job") return `job:${actor.name}`;
  return actor.type;
}

const customerPermissions: readonly Permission[] = ["self.read", "self.write", "public"];

function isAllowed(actor: Actor, permission: Permission): boolean {
  if (actor.type === "staff") return permission === "public" || can(actor.role, permission);
  if (actor.type === "customer") return customerPermissions.includes(permission);
  if (actor.type === "visitor") return permission === "public";
  return true;
}

/** Throws FORBIDDEN unless the actor holds the permission. Every command and query passes here first. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!isAllowed(actor, permission)) throw new DomainError("FORBIDDEN");
}
