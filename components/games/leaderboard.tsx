import { ActionForm } from "@/components/rewards/action-form";
import { Section } from "@/components/rewards/frame";
import { Checkbox } from "@/components/ui/choice";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { GamesView } from "@/lib/features/gamification";
import type { FormState } from "@/lib/platform/auth/customer-action";
import type { GameWords } from "./game-words";

type Action = (state: FormState, form: FormData) => Promise<FormState>;
type Board = NonNullable<GamesView["leaderboard"]>;

/** Whether and under which name the member stands on the leaderboard. */
function OptIn({ ownName, game, action }: { ownName: string | null; game: GameWords; action: Action }) {
  const { t } = game;
  return (
    <ActionForm
      action={action}
      label={t(ownName ? "rename" : "optIn")}
      className="grid justify-items-start gap-4 rounded-card border bg-card p-4 sm:p-5"
    >
      <Field label={t("name")} description={t("nameHint")}>
        <Input
          name="name"
          autoComplete="nickname"
          maxLength={40}
          required
          defaultValue={ownName ?? ""}
          className="h-11"
        />
      </Field>
      {ownName && <Checkbox name="leave" label={t("leave")} />}
    </ActionForm>
  );
}

/** The best members of the period who opted in, and the own place. */
export function Leaderboard({ board, game, action }: { board: Board; game: GameWords; action: Action }) {
  const { t, words } = game;
  const { rows, ownName, period } = board;
  return (
    <Section title={t("leaderboard")}>
      <p className="text-body text-muted-foreground">{t(`period.${period}`)}</p>
      {rows.length === 0 ? (
        <p className="rounded-card border border-dashed p-4 text-body text-muted-foreground">{t("empty")}</p>
      ) : (
        <ol className="divide-y rounded-card border bg-card">
          {rows.map(({ place, name, points, isOwn }) => (
            <li
              key={`${place} ${name} ${isOwn}`}
              className={cn("flex items-baseline gap-4 px-4 py-3 sm:px-5", isOwn && "bg-muted font-medium")}
            >
              <span className="num w-8 shrink-0 text-muted-foreground">{place}</span>
              <span className="min-w-0 flex-1 break-words">
                {name}
                {isOwn && <span className="text-body text-muted-foreground"> ({t("you")})</span>}
              </span>
              <span className="num shrink-0">{words.points(points)}</span>
            </li>
          ))}
        </ol>
      )}
      <OptIn ownName={ownName} game={game} action={action} />
    </Section>
  );
}
