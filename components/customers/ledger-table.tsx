import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { LedgerRow } from "@/lib/features/customers";
import type { WalletRow } from "@/lib/features/rewards";
import type { Format } from "@/lib/platform/i18n/format";
import { ActorName } from "./actor-name";
import { plainAmount, signedAmount, waitingText, walletName } from "./asset-words";
import { ReverseTransaction } from "./reverse-transaction";
import { whyText } from "./why";

type Props = {
  rows: LedgerRow[];
  /** `/app/{merchant}/customers/{id}` */
  path: string;
  slug: string;
  wallets: WalletRow[];
  format: Format;
  mayReverse: boolean;
};

/** The rows of a customer's ledger, each with what it moved, why, and the balance after it. */
export async function LedgerTable({ rows, mayReverse, ...rest }: Props) {
  const t = await getTranslations("customers.ledger");
  const reasons = await Promise.all(rows.map((row) => whyText(row, rest.format)));
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th className="max-sm:hidden">{t("when")}</Th>
          <Th className="max-sm:pl-4">{t("what")}</Th>
          <Th numeric>{t("amount")}</Th>
          <Th numeric>{t("balance")}</Th>
          {mayReverse && (
            <Th className="max-sm:hidden">
              <span className="sr-only">{t("act")}</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <LedgerLine key={row.id} row={row} why={reasons[i] ?? null} mayReverse={mayReverse} {...rest} />
        ))}
      </tbody>
    </Table>
  );
}

type LineProps = Omit<Props, "rows"> & { row: LedgerRow; why: string | null };

function LedgerLine({ row, why, path, slug, wallets, format, mayReverse }: LineProps) {
  const names = useTranslations("customers.wallets");
  const pending = useTranslations("customers.pending");
  const program = useTranslations("program");
  const wallet = wallets.find(({ asset }) => asset === row.asset);
  const { moved, movedPending } = row;
  const code = useTranslations("customers.codes");
  const reason = useTranslations("customers.reasons");
  const act = mayReverse && row.reversal === "possible" && (
    <ReverseTransaction
      slug={slug}
      transactionId={row.id}
      codeName={code(row.code)}
      asset={row.asset}
      moved={moved}
      available={wallet?.available ?? 0n}
    />
  );
  return (
    <Tr className="align-top">
      <Td className="whitespace-nowrap max-sm:hidden">{format.day(row.occurredAt)}</Td>
      <Td className="max-sm:pl-4 sm:min-w-56">
        <p className="font-medium">
          {code(row.code)}
          {isReason(row.reason) && `: ${reason(row.reason)}`}
          <Source row={row} path={path} />
        </p>
        {wallet && wallets.length > 1 && (
          <p className="text-table text-muted-foreground">{walletName(wallet, names)}</p>
        )}
        {row.waiting && <p>{waitingText(row.waiting, { t: pending, program, format })}</p>}
        {why && <p className="max-w-measure text-muted-foreground">{why}</p>}
        {row.note && <p className="max-w-measure text-muted-foreground">“{row.note}”</p>}
        {/* The columns of the day and of the button are out of sight on a phone. */}
        <p className="text-muted-foreground sm:hidden">{format.day(row.occurredAt)}</p>
        <Details row={row} format={format} />
        {act && <div className="mt-2 sm:hidden">{act}</div>}
      </Td>
      <Td numeric className={cn("font-medium", moved < 0n ? "text-negative" : moved > 0n && "text-success")}>
        {moved === 0n && movedPending !== 0n ? (
          <span className="font-normal text-muted-foreground">
            {pending("moved", { amount: signedAmount(row.asset, movedPending, format) })}
          </span>
        ) : (
          signedAmount(row.asset, moved, format)
        )}
      </Td>
      <Td numeric>{plainAmount(row.asset, row.balance, format)}</Td>
      {mayReverse && <Td className="text-right max-sm:hidden">{act}</Td>}
    </Tr>
  );
}

const reasonKeys = ["goodwill", "correction", "compensation", "promotion", "other"] as const;

function isReason(reason: string | null): reason is (typeof reasonKeys)[number] {
  return reasonKeys.some((key) => key === reason);
}

function Source({ row, path }: { row: LedgerRow; path: string }) {
  const t = useTranslations("customers.sources");
  const link = "font-normal text-primary underline underline-offset-4 hover:no-underline";
  if (row.sourceType === "order" || row.sourceType === "refund") {
    const order = row.sourceType === "order" ? row.sourceId : row.refund?.order;
    return (
      <>
        {" "}
        <Link href={`${path}/orders${order ? `#order-${encodeURIComponent(order)}` : ""}`} className={link}>
          {t(row.sourceType, { id: row.sourceId })}
        </Link>
      </>
    );
  }
  if (row.rewardName)
    return (
      <>
        {" "}
        <Link href={`${path}/rewards`} className={link}>
          {row.rewardName}
        </Link>
      </>
    );
  return null;
}

/** What only the curious need: who, under which program version, and whether it can be taken back. */
function Details({ row, format }: { row: LedgerRow; format: Format }) {
  const t = useTranslations("customers.ledger");
  const reversal = useTranslations("customers.reversal");
  const items = [
    { label: t("actor"), value: <ActorName actor={row.actor} /> },
    ...(row.programVersion === null ? [] : [{ label: t("version"), value: row.programVersion }]),
    { label: t("recorded"), value: format.dateTime(row.recordedAt) },
    { label: t("reversal"), value: reversal(row.reversal) },
    { label: t("transaction"), value: <span className="code text-caption break-all">{row.id}</span> },
  ];
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer text-muted-foreground hover:text-foreground">
        {t("details")}
      </summary>
      <dl className="mt-2 grid max-w-measure gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {items.map(({ label, value }) => (
          <Fragment key={label}>
            <dt className="text-muted-foreground max-sm:not-first:mt-1">{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
