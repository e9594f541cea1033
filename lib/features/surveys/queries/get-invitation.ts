import { defineQuery } from "@/lib/platform/query";
import { loadInvitation } from "../invitation";
import { getInvitationSchema } from "../schema";

/** What the holder of an invitation's token is asked, and what they have answered. Throws NOT_FOUND. */
export const getInvitation = defineQuery({
  name: "surveys.invitation",
  permission: "public",
  input: getInvitationSchema,
  async run({ db, ctx, input }) {
    const { state, kind, texts, score, comment } = await loadInvitation(db, ctx, input.token);
    return { state, kind, texts, answer: score === null ? null : { score, comment: comment ?? "" } };
  },
});

export type Invitation = Awaited<ReturnType<typeof getInvitation.run>>;
