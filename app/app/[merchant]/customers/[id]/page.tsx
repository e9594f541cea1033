import type { Metadata } from "next";
import { CustomerForm } from "@/components/customers/customer-form";
import { ActivityCard, LotsCard, ProfileCard } from "@/components/customers/overview";
import { SetTierFloor } from "@/components/customers/set-tier-floor";
import { TierCard } from "@/components/customers/tier-card";
import { WalletsCard } from "@/components/customers/wallets-card";
import { can } from "@/lib/domain/permissions";
import { listWallets } from "@/lib/features/rewards";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, openCustomer } from "./open-customer";

export async function generateMetadata({ params }: CustomerPageProps): Promise<Metadata> {
  const { merchant, id } = await params;
  const { customer } = await openCustomer(merchant, id);
  return { title: customer.name ?? customer.email ?? customer.externalId };
}

export default async function CustomerPage({ params }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, customer, role, format } = await openCustomer(slug, id);
  const wallets = await read(ctx, listWallets, { customerId: customer.id });
  const edit = can(role, "customers.write") && <CustomerForm slug={slug} customer={customer} />;
  const { tier } = customer;
  const giveTier = tier && customer.enrolledAt && can(role, "points.adjust") && (
    <SetTierFloor slug={slug} customerId={customer.id} tiers={tier.all} floor={tier.floor?.key ?? null} />
  );
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <div className="grid grid-cols-1 gap-4">
        <TierCard customer={customer} format={format} actions={giveTier} />
        <WalletsCard wallets={wallets} format={format} />
        <LotsCard customer={customer} format={format} />
      </div>
      <div className="grid grid-cols-1 gap-4">
        <ActivityCard customer={customer} format={format} />
        <ProfileCard customer={customer} format={format} actions={edit} />
      </div>
    </div>
  );
}
