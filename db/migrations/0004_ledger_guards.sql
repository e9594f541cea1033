-- Undoes a debit: cancels what it still owes, then returns its units to the lots they came from. A lot that has
-- expired meanwhile reopens for the days of grace, and for a day that it has not expired with: whoever expired it may
-- have had a clock ahead of ours, and an expiry is posted once per lot and date. Returns the units that came back.
create or replace function ledger_undo(
  p_merchant uuid, p_customer uuid, p_asset text, p_debit uuid, p_today date, p_grace_days int
) returns bigint language plpgsql as $$
declare
  v_use record;
  v_units bigint;
begin
  update deficits set open = 0 where merchant_id = p_merchant and transaction_id = p_debit;
  select coalesce(sum(amount), 0) into v_units from ledger_entries
  where merchant_id = p_merchant and transaction_id = p_debit;
  for v_use in
    select lot_id, amount - returned as back from lot_uses
    where merchant_id = p_merchant and transaction_id = p_debit and amount > returned
    order by lot_id
  loop
    update lot_uses set returned = amount
    where merchant_id = p_merchant and transaction_id = p_debit and lot_id = v_use.lot_id;
    update lots set remaining = remaining + v_use.back,
      expires_on = case
        when expires_on < p_today then p_today + p_grace_days
        when exists (
          select 1 from ledger_transactions
          where merchant_id = p_merchant and idempotency_key = 'expire:' || v_use.lot_id || ':' || lots.expires_on
        ) then expires_on + greatest(p_grace_days, 1)
        else expires_on
      end
    where merchant_id = p_merchant and id = v_use.lot_id;
    perform ledger_pay_deficits(p_merchant, p_customer, p_asset, v_use.lot_id);
  end loop;
  return v_units;
end $$;
--> statement-breakpoint
-- Takes one of a reward's stock and keeps the code, unless stock or the customer's limit forbid it. A program that was
-- published for a later time is in force before the midnight that sets out its stock: the first taker does.
create or replace function ledger_redeem(
  p_merchant uuid, p_redemption jsonb, p_customer uuid, p_transaction uuid, p_asset text, p_price bigint,
  p_issued_at timestamptz
) returns void language plpgsql as $$
declare
  v_reward text := p_redemption ->> 'rewardKey';
  v_limit int := (p_redemption ->> 'perCustomerLimit')::int;
begin
  if v_limit is not null and v_limit <= (
    select count(*) from redemptions
    where merchant_id = p_merchant and customer_id = p_customer and reward_key = v_reward and status <> 'cancelled'
  ) then
    perform ledger_refuse('limit', jsonb_build_object('reward', v_reward, 'limit', v_limit));
  end if;
  if (p_redemption ->> 'hasStock')::boolean then
    insert into reward_stock (merchant_id, reward_key, stated, remaining)
    select p_merchant, v_reward, stock, stock
    from (select (p_redemption -> 'reward' ->> 'stock')::int as stock) r where stock is not null
    on conflict do nothing;
    update reward_stock set remaining = remaining - 1
    where merchant_id = p_merchant and reward_key = v_reward and remaining > 0;
    if not found then
      perform ledger_refuse('out_of_stock', jsonb_build_object('reward', v_reward));
    end if;
  end if;
  insert into redemptions (merchant_id, id, customer_id, reward_key, reward, program_version, transaction_id,
    asset, price, code, status, issued_at, expires_on)
  values (p_merchant, (p_redemption ->> 'id')::uuid, p_customer, v_reward, p_redemption -> 'reward',
    (p_redemption ->> 'programVersion')::int, p_transaction, p_asset, p_price, p_redemption ->> 'code', 'issued',
    p_issued_at, (p_redemption ->> 'expiresOn')::date);
end $$;
--> statement-breakpoint
-- Stores orders, their lines and refunds, and marks the codes they used; a row that somebody else made first
-- under another id is stale, and so is an order that moved since the caller read it (an order of a guest has no customer
-- whose version would tell). Locks orders by id, after customers and before stock.
create or replace function ledger_store_orders(p_merchant uuid, p jsonb, p_recorded_at timestamptz)
returns void language plpgsql as $$
declare
  v_count int;
  v_ids uuid[] := array(select (n ->> 'id')::uuid from jsonb_array_elements(p -> 'orders') n);
begin
  perform 1 from orders where merchant_id = p_merchant and id = any (v_ids) order by id for update;
  perform 1 from orders o join jsonb_to_recordset(p -> 'orders') as n(id uuid, seen jsonb) on n.id = o.id
  where o.merchant_id = p_merchant and o.id = any (v_ids)
    and (o.content_hash <> n.seen ->> 'contentHash' or o.refunded_minor <> (n.seen ->> 'refundedMinor')::bigint);
  if found then
    perform ledger_refuse('stale', '{}');
  end if;

  insert into orders as o (merchant_id, id, external_id, customer_id, email, status, is_test, no_awards, channel,
    placed_at, paid_at, delivered_at, cancelled_at, shop_updated_at, total_minor, subtotal_minor, discount_minor,
    shipping_minor, tax_minor, paid_with_points_minor, paid_with_credit_minor, refunded_minor, reward_codes,
    referral_code, content_hash, batch_id, recorded_at)
  select p_merchant, n.id, n."externalId", n."customerId", n.email, n.status, n."isTest", n."noAwards", n.channel,
    n."placedAt", n."paidAt", n."deliveredAt", n."cancelledAt", n."shopUpdatedAt", n."totalMinor", n."subtotalMinor",
    n."discountMinor", n."shippingMinor", n."taxMinor", n."paidWithPointsMinor", n."paidWithCreditMinor",
    n."refundedMinor", n."rewardCodes", n."referralCode", n."contentHash", (p ->> 'batchId')::uuid, p_recorded_at
  from jsonb_to_recordset(p -> 'orders') as n(id uuid, "externalId" text, "customerId" uuid, email text, status text,
    "isTest" boolean, "noAwards" boolean, channel text, "placedAt" timestamptz, "paidAt" timestamptz,
    "deliveredAt" timestamptz, "cancelledAt" timestamptz, "shopUpdatedAt" timestamptz, "totalMinor" bigint,
    "subtotalMinor" bigint, "discountMinor" bigint, "shippingMinor" bigint, "taxMinor" bigint,
    "paidWithPointsMinor" bigint, "paidWithCreditMinor" bigint, "refundedMinor" bigint, "rewardCodes" text[],
    "referralCode" text, "contentHash" text)
  on conflict (merchant_id, external_id) do update set customer_id = excluded.customer_id, email = excluded.email,
    status = excluded.status, is_test = excluded.is_test, no_awards = excluded.no_awards, channel = excluded.channel,
    placed_at = excluded.placed_at, paid_at = excluded.paid_at, delivered_at = excluded.delivered_at,
    cancelled_at = excluded.cancelled_at, shop_updated_at = excluded.shop_updated_at,
    total_minor = excluded.total_minor, subtotal_minor = excluded.subtotal_minor,
    discount_minor = excluded.discount_minor, shipping_minor = excluded.shipping_minor,
    tax_minor = excluded.tax_minor, paid_with_points_minor = excluded.paid_with_points_minor,
    paid_with_credit_minor = excluded.paid_with_credit_minor, refunded_minor = excluded.refunded_minor,
    reward_codes = excluded.reward_codes, referral_code = excluded.referral_code,
    content_hash = excluded.content_hash
  where o.id = excluded.id;
  get diagnostics v_count = row_count;
  if v_count <> jsonb_array_length(p -> 'orders') then
    perform ledger_refuse('stale', '{}');
  end if;

  delete from order_lines where merchant_id = p_merchant and order_id = any (array(
    select (l ->> 'orderId')::uuid from jsonb_array_elements(p -> 'lines') l));
  insert into order_lines (merchant_id, order_id, position, line_id, sku, title, category, collection, quantity,
    unit_price_micro, discount_minor)
  select p_merchant, l."orderId", l.position, l."lineId", l.sku, l.title, l.category, l.collection, l.quantity,
    l."unitPriceMicro", l."discountMinor"
  from jsonb_to_recordset(p -> 'lines') as l("orderId" uuid, position int, "lineId" text, sku text, title text,
    category text, collection text, quantity int, "unitPriceMicro" bigint, "discountMinor" bigint);

  insert into refunds as r (merchant_id, id, external_id, order_id, waiting_for_order, customer_id, refunded_at,
    amount_minor, lines, content_hash, batch_id, recorded_at)
  select p_merchant, n.id, n."externalId", n."orderId", n."waitingForOrder", n."customerId", n."refundedAt",
    n."amountMinor", n.lines, n."contentHash", (p ->> 'batchId')::uuid, p_recorded_at
  from jsonb_to_recordset(p -> 'refunds') as n(id uuid, "externalId" text, "orderId" uuid, "waitingForOrder" text,
    "customerId" uuid, "refundedAt" timestamptz, "amountMinor" bigint, lines jsonb, "contentHash" text)
  on conflict (merchant_id, external_id) do update set order_id = excluded.order_id,
    waiting_for_order = excluded.waiting_for_order, customer_id = excluded.customer_id
  where r.id = excluded.id;
  get diagnostics v_count = row_count;
  if v_count <> jsonb_array_length(p -> 'refunds') then
    perform ledger_refuse('stale', '{}');
  end if;

  update redemptions r set status = 'used', used_at = u."usedAt", order_id = u."orderId", cost_minor = u."costMinor"
  from jsonb_to_recordset(p -> 'usedRedemptions') as u(id uuid, "orderId" uuid, "usedAt" timestamptz, "costMinor" bigint)
  where r.merchant_id = p_merchant and r.id = u.id and r.status in ('issued', 'expired');
end $$;
