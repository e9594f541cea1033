-- Stores orders, their lines and refunds, opens the gifts again that orders gave back, and marks the codes they used; a
-- row that somebody else made first under another id is stale, and so is an order that moved since the caller read it (an
-- order of a guest has no customer whose version would tell). Locks orders by id, after customers and before stock; then
-- the names of new orders, so that a refund that waits for one and the order itself cannot miss each other.
create function ledger_store_orders(p_merchant uuid, p jsonb, p_recorded_at timestamptz)
returns void language plpgsql as $$
declare
  v_count int;
  v_seen uuid[] := array(
    select (n ->> 'id')::uuid from jsonb_array_elements(p -> 'orders') n where n -> 'seen' <> 'null');
  v_new text[] := array(select n ->> 'externalId' from jsonb_array_elements(p -> 'orders') n where n -> 'seen' = 'null');
  v_awaited text[] := array(
    select n ->> 'waitingForOrder' from jsonb_array_elements(p -> 'refunds') n where n ->> 'waitingForOrder' is not null);
begin
  if cardinality(v_seen) > 0 then
    perform 1 from orders where merchant_id = p_merchant and id = any (v_seen) order by id for update;
    perform 1 from orders o join jsonb_to_recordset(p -> 'orders') as n(id uuid, seen jsonb) on n.id = o.id
    where o.merchant_id = p_merchant and o.id = any (v_seen)
      and (o.content_hash <> n.seen ->> 'contentHash' or o.refunded_minor <> (n.seen ->> 'refundedMinor')::bigint);
    if found then
      perform ledger_refuse('stale', '{}');
    end if;
  end if;

  -- Few names of locks, as one call may tell many orders; shared, so that orders wait for such refunds only.
  perform case when bool_or(is_awaited) then pg_advisory_xact_lock(name) else pg_advisory_xact_lock_shared(name) end
  from (
    select hashtextextended(p_merchant::text, 0) + (hashtextextended(told, 0) & 63) as name, is_awaited from (
      select unnest(v_new) as told, false as is_awaited union all select unnest(v_awaited), true) n
  ) l group by name order by name;
  if cardinality(v_awaited) > 0
    and exists (select 1 from orders where merchant_id = p_merchant and external_id = any (v_awaited))
  then
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
    content_hash = excluded.content_hash,
    -- An order that was taken back with its import is brought by the one that tells it again.
    batch_id = case when o.content_hash like 'withdrawn:%' then excluded.batch_id else o.batch_id end
  where o.id = excluded.id;
  get diagnostics v_count = row_count;
  if v_count <> jsonb_array_length(p -> 'orders') then
    perform ledger_refuse('stale', '{}');
  end if;

  if v_count > cardinality(v_new) then
    delete from order_lines where merchant_id = p_merchant and order_id = any (array(
      select (l ->> 'orderId')::uuid from jsonb_array_elements(p -> 'lines') l));
  end if;
  insert into order_lines (merchant_id, order_id, position, line_id, sku, title, category, collection, quantity,
    unit_price_micro, discount_minor)
  select p_merchant, l."orderId", l.position, l."lineId", l.sku, l.title, l.category, l.collection, l.quantity,
    l."unitPriceMicro", l."discountMinor"
  from jsonb_to_recordset(p -> 'lines') as l("orderId" uuid, position int, "lineId" text, sku text, title text,
    category text, collection text, quantity int, "unitPriceMicro" bigint, "discountMinor" bigint);

  if jsonb_array_length(p -> 'refunds') > 0 then
    insert into refunds as r (merchant_id, id, external_id, order_id, waiting_for_order, customer_id, refunded_at,
      amount_minor, lines, content_hash, batch_id, recorded_at)
    select p_merchant, n.id, n."externalId", n."orderId", n."waitingForOrder", n."customerId", n."refundedAt",
      n."amountMinor", n.lines, n."contentHash", (p ->> 'batchId')::uuid, p_recorded_at
    from jsonb_to_recordset(p -> 'refunds') as n(id uuid, "externalId" text, "orderId" uuid, "waitingForOrder" text,
      "customerId" uuid, "refundedAt" timestamptz, "amountMinor" bigint, lines jsonb, "contentHash" text)
    on conflict (merchant_id, external_id) do update set order_id = excluded.order_id,
      waiting_for_order = excluded.waiting_for_order, customer_id = excluded.customer_id,
      refunded_at = excluded.refunded_at, amount_minor = excluded.amount_minor, lines = excluded.lines,
      content_hash = excluded.content_hash
    where r.id = excluded.id;
    get diagnostics v_count = row_count;
    if v_count <> jsonb_array_length(p -> 'refunds') then
      perform ledger_refuse('stale', '{}');
    end if;
  end if;
  if cardinality(v_new) > 0
    and exists (select 1 from refunds where merchant_id = p_merchant and waiting_for_order = any (v_new))
  then
    perform ledger_refuse('stale', '{}');
  end if;

  if jsonb_array_length(p -> 'reopenedGifts') > 0 then
    update redemptions r set status = 'issued', used_at = null, order_id = null, cost_minor = null,
      expires_on = case when r.expires_on < g."on" then g."on" + g."graceDays" else r.expires_on end
    from jsonb_to_recordset(p -> 'reopenedGifts') as g(id uuid, "orderId" uuid, "on" date, "graceDays" int)
    where r.merchant_id = p_merchant and r.id = g.id and r.status = 'used' and r.price = 0 and r.order_id = g."orderId";
  end if;
  if jsonb_array_length(p -> 'usedRedemptions') > 0 then
    -- The shop may have told of a code's use before it tells of the order.
    update redemptions r set status = 'used', used_at = coalesce(r.used_at, u."usedAt"), order_id = u."orderId",
      cost_minor = u."costMinor", reserved_for = null, reserved_until = null
    from jsonb_to_recordset(p -> 'usedRedemptions') as u(id uuid, "orderId" uuid, "usedAt" timestamptz, "costMinor" bigint)
    where r.merchant_id = p_merchant and r.id = u.id
      and (r.status in ('issued', 'expired') or r.status = 'used' and r.order_id is null);
  end if;
end $$;
