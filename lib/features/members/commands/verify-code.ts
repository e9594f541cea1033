import type { z } from "zod";
import { defineCommand } from "@/lib/platform/command";
import { checkCode, letIn, type WrongGuess } from "../proof";
import { verifyCodeSchema } from "../schema";

export type Verification =
  | { status: "signed_in"; token: string; customerId: string; joined: boolean; welcomePoints: string }
  | WrongGuess;

/**
 * Signs a customer in by the code from the mail; the first time it makes the customer, joins the program and gives
 * the welcome points. The token belongs into the cookie and is told once. A wrong code is an answer, not an error,
 * so that the guess stays counted; after five the code is dead (`expired`).
 */
export const verifyCode = defineCommand<z.infer<typeof verifyCodeSchema>, Verification>({
  name: "members.verify-code",
  permission: "public",
  input: verifyCodeSchema,
  async run({ tx, ctx, input }) {
    const answer = await checkCode(tx, ctx, input);
    if (answer !== "right") return { result: answer, audit: [] };
    const { audit, ...member } = await letIn(tx, ctx, input);
    return { result: { status: "signed_in", ...member }, audit: [audit] };
  },
});
