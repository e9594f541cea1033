import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { HistoryRow, SurveyAnswer } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { ActorName } from "./actor-name";
import { changesOf, detailOf } from "./history-text";

export function SurveysTable({ rows, format }: { rows: SurveyAnswer[]; format: Format }) {
  const t = useTranslations("customers.surveys");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("kind")}</Th>
          <Th numeric>{t("score")}</Th>
          <Th>{t("comment")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="align-top">
            <Td className="whitespace-nowrap">{format.day(row.answeredAt)}</Td>
            <Td>
              <Badge>{t(`kinds.${row.kind}`)}</Badge>
            </Td>
            <Td numeric className="font-medium">
              {row.score}
            </Td>
            <Td className="min-w-48">
              {row.comment ?? <span className="text-muted-foreground">{t("noComment")}</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

type HistoryProps = { format: Format; eventName: (trigger: string) => string };

export function HistoryTable({ rows, ...texts }: { rows: HistoryRow[] } & HistoryProps) {
  const { format } = texts;
  const t = useTranslations("customers.history");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("who")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="align-top">
            <Td className="whitespace-nowrap">{format.dateTime(row.at)}</Td>
            <Td className="min-w-56">
              <Action row={row} {...texts} />
              {changesOf(row).map(({ field, before, after }) => (
                <p key={field} className="text-muted-foreground">
                  {t("changed", { field, before: before ?? t("nothing"), after: after ?? t("nothing") })}
                </p>
              ))}
            </Td>
            <Td className="whitespace-nowrap">
              <ActorName actor={row.actor} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const known = [
  "customer_create",
  "customer_update",
  "points_adjust",
  "ledger_reverse",
  "reward_redeem",
  "reward_cancel",
  "order_record",
  "refund_record",
  "member_join",
  "customer_set_tier_floor",
  "customer_lift_tier_floor",
  "customer_adopt",
  "member_sign_in",
  "member_update_preferences",
  "referral_open_link",
  "referral_claim",
  "referral_refuse",
  "referral_rewarded",
  "referral_cancelled",
  "referral_expired",
  "subscription_create",
  "subscription_update",
  "subscription_renew",
  "subscription_pause",
  "subscription_resume",
  "subscription_cancel",
  "survey_invite",
  "event_record",
  "member_set_leaderboard_name",
  "challenge_complete",
  "challenge_undo",
  "code_use",
  "code_reserve",
  "code_release",
] as const;

function keyOf({ action, subject }: HistoryRow): string {
  if (action === "customer.set_tier_floor" && subject === null) return "customer_lift_tier_floor";
  return action.replace(/[.-]/g, "_");
}

function Action({ row, format, eventName }: { row: HistoryRow } & HistoryProps) {
  const t = useTranslations("customers.history.actions");
  const key = known.find((action) => action === keyOf(row)) ?? "other";
  const happened = useTranslations("customers.history");
  const day = row.occurredAt && format.day(row.occurredAt);
  return (
    <>
      <p className="font-medium">
        {t(key, { detail: detailOf(row, format, eventName), action: row.action })}
      </p>
      {day && day !== format.day(row.at) && (
        <p className="text-muted-foreground">{happened("happened", { day })}</p>
      )}
    </>
  );
}
