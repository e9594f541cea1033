import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { CustomerOrder, LooseRefund } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount } from "./asset-words";

/** Orders, each followed by its refunds. */
export function OrdersTable({ orders, format }: { orders: CustomerOrder[]; format: Format }) {
  const t = useTranslations("customers.orders");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("order")}</Th>
          <Th>{t("date")}</Th>
          <Th>{t("status")}</Th>
          <Th numeric>{t("total")}</Th>
          <Th numeric>{t("earned")}</Th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderLine key={order.id} order={order} format={format} />
        ))}
      </tbody>
    </Table>
  );
}

const tones: Partial<Record<CustomerOrder["status"], Tone>> = {
  paid: "success",
  partially_refunded: "warning",
};

/** What an order earned and what was taken back of it, each asset in its own unit. */
function Earnings({ order, format }: { order: CustomerOrder; format: Format }) {
  const t = useTranslations("customers.orders");
  const units = useTranslations("customers.wallets.units");
  const amount = (asset: string, count: bigint) => assetAmount(asset, count, units, format);
  const { earned, clawedBack } = order;
  if (earned.length === 0) return <span className="text-muted-foreground">{t("nothing")}</span>;
  return (
    <>
      {earned.map(({ asset, state, units: count }) => (
        <span
          key={`${asset} ${state}`}
          className={cn("block", state !== "usable" && "text-muted-foreground")}
        >
          {t(`gave.${state}`, { amount: amount(asset, count) })}
        </span>
      ))}
      <TakenBack taken={clawedBack} format={format} />
    </>
  );
}

function TakenBack({ taken, format }: { taken: CustomerOrder["clawedBack"]; format: Format }) {
  const t = useTranslations("customers.orders");
  const units = useTranslations("customers.wallets.units");
  return taken.map(({ asset, units: count }) => (
    <span key={asset} className="block text-negative">
      {t("takenBack", { amount: assetAmount(asset, count, units, format) })}
    </span>
  ));
}

function OrderLine({ order, format }: { order: CustomerOrder; format: Format }) {
  const t = useTranslations("customers.orders");
  return (
    <Tr id={`order-${order.externalId}`} className="align-top target:bg-primary-soft">
      <Th scope="row" className="border-b-0">
        {order.externalId}
        {order.rewardCodes.length > 0 && (
          <span className="block font-normal text-muted-foreground">
            {t("codes", { codes: order.rewardCodes.join(", ") })}
          </span>
        )}
      </Th>
      <Td className="whitespace-nowrap">{format.dateTime(order.placedAt)}</Td>
      <Td>
        <Badge tone={tones[order.status] ?? "neutral"}>{t(`statuses.${order.status}`)}</Badge>
        {order.isTest && <Badge className="ml-1">{t("test")}</Badge>}
      </Td>
      <Td numeric>
        {format.money(order.totalMinor)}
        {order.refunds.map((refund) => (
          <span key={refund.id} className="block text-negative">
            {t("refund", { id: refund.externalId, day: format.dayShort(refund.refundedAt) })}{" "}
            {format.money(-refund.amountMinor)}
          </span>
        ))}
      </Td>
      <Td numeric>
        <Earnings order={order} format={format} />
      </Td>
    </Tr>
  );
}

/** Refunds that name no order. */
export function LooseRefunds({ refunds, format }: { refunds: LooseRefund[]; format: Format }) {
  const t = useTranslations("customers.orders");
  if (refunds.length === 0) return null;
  return (
    <Card title={t("loose")} padded={false}>
      <Table caption={t("loose")}>
        <tbody>
          {refunds.map((refund) => (
            <Tr key={refund.id}>
              <Th scope="row" className="border-b-0">
                {refund.externalId}
              </Th>
              <Td>{format.dateTime(refund.refundedAt)}</Td>
              <Td numeric className="text-negative">
                {format.money(-refund.amountMinor)}
              </Td>
              <Td numeric>
                <TakenBack taken={refund.clawedBack} format={format} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
