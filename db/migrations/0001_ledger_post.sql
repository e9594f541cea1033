-- The one door to the ledger. A call is atomic: it posts everything it is given, or refuses and writes nothing.
--
-- Refusals are raised with SQLSTATE RG001, the code as message and JSON as detail:
--   stale         a counter on a customer row moved since the caller read it (or a new customer already exists)
--   conflict      an idempotency key is known with another input
--   short         a debit that may not go below zero is not covered
--   out_of_stock  the reward has no stock left
--   limit         the customer has taken the reward as often as allowed
--   settled       the redemption or transaction to undo is not in a state to be undone
--
-- Lock order: customers by id, orders by id (ledger_store_orders, in the next migration), then reward stock. Ids, times
-- and random values come from the caller; ids of expiry transactions are derived from their key, so that whoever runs
-- the day makes the same ones.

create function ledger_refuse(p_code text, p_detail jsonb) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'RG001', message = p_code, detail = p_detail::text;
end $$;
--> statement-breakpoint
-- Lets what a lot holds pay what its wallet owes, oldest debit first; each payment is a lot use of that debit.
create function ledger_pay_deficits(p_merchant uuid, p_customer uuid, p_asset text, p_lot uuid)
returns void language plpgsql as $$
declare
  v_deficit record;
  v_left bigint;
  v_take bigint;
begin
  select remaining into v_left from lots where merchant_id = p_merchant and id = p_lot;
  for v_deficit in
    select transaction_id, open from deficits
    where merchant_id = p_merchant and customer_id = p_customer and asset = p_asset and open > 0
    order by occurred_at, transaction_id
  loop
    exit when v_left = 0;
    v_take := least(v_left, v_deficit.open);
    v_left := v_left - v_take;
    update deficits set open = open - v_take
    where merchant_id = p_merchant and transaction_id = v_deficit.transaction_id;
    insert into lot_uses as u (merchant_id, transaction_id, lot_id, amount)
    values (p_merchant, v_deficit.transaction_id, p_lot, v_take)
    on conflict (merchant_id, transaction_id, lot_id) do update set amount = u.amount + excluded.amount;
  end loop;
  update lots set remaining = v_left where merchant_id = p_merchant and id = p_lot and remaining <> v_left;
end $$;
--> statement-breakpoint
-- Posts the expiry of a customer's lots whose last usable day is before p_before, each dated its own midnight.
create function ledger_expire_due(
  p_merchant uuid, p_customer uuid, p_before date, p_timezone text, p_recorded_at timestamptz
) returns bigint language plpgsql as $$
declare
  v_lot record;
  v_key text;
  v_id uuid;
  v_units bigint := 0;
begin
  for v_lot in
    select id, asset, remaining, expires_on from lots
    where merchant_id = p_merchant and customer_id = p_customer and remaining > 0 and expires_on < p_before
    order by expires_on, occurred_at, id
  loop
    v_key := 'expire:' || v_lot.id || ':' || v_lot.expires_on;
    v_id := md5(p_merchant || v_key)::uuid;
    insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at,
      source_type, source_id, actor, idempotency_key, input_hash)
    values (p_merchant, v_id, p_customer, v_lot.asset, 'expire',
      (v_lot.expires_on + 1)::timestamp at time zone p_timezone, p_recorded_at,
      'job', 'expire-lots', 'job:expire-lots', v_key, v_key);
    insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account, amount)
    values (p_merchant, v_id, 1, p_customer, v_lot.asset, 'available', 'expired', v_lot.remaining);
    insert into lot_uses (merchant_id, transaction_id, lot_id, amount)
    values (p_merchant, v_id, v_lot.id, v_lot.remaining);
    update lots set remaining = 0, expired = expired + v_lot.remaining
    where merchant_id = p_merchant and id = v_lot.id;
    update wallets set available = available - v_lot.remaining
    where merchant_id = p_merchant and customer_id = p_customer and asset = v_lot.asset;
    v_units := v_units + v_lot.remaining;
  end loop;
  return v_units;
end $$;
--> statement-breakpoint
-- Takes units from open lots (own lots first), the rest becomes owed. Expired units of the own lots that no
-- claw-back has counted yet are counted first when p_count_expired. Returns the units actually taken or owed.
create function ledger_debit(
  p_merchant uuid, p_customer uuid, p_asset text, p_transaction uuid, p_amount bigint, p_occurred_at timestamptz,
  p_own uuid[], p_count_expired boolean
) returns bigint language plpgsql as $$
declare
  v_lot record;
  v_left bigint := p_amount;
  v_take bigint;
  v_posted bigint;
begin
  if p_count_expired then
    for v_lot in
      select id, expired - expired_counted as uncounted from lots
      where merchant_id = p_merchant and transaction_id = any (p_own) and expired > expired_counted
    loop
      v_take := least(v_left, v_lot.uncounted);
      v_left := v_left - v_take;
      update lots set expired_counted = expired_counted + v_take where merchant_id = p_merchant and id = v_lot.id;
    end loop;
  end if;
  v_posted := v_left;
  for v_lot in
    select id, remaining from lots
    where merchant_id = p_merchant and customer_id = p_customer and asset = p_asset and remaining > 0
    order by (transaction_id = any (p_own)) desc, expires_on asc nulls last, occurred_at, id
  loop
    exit when v_left = 0;
    v_take := least(v_left, v_lot.remaining);
    v_left := v_left - v_take;
    update lots set remaining = remaining - v_take where merchant_id = p_merchant and id = v_lot.id;
    insert into lot_uses (merchant_id, transaction_id, lot_id, amount)
    values (p_merchant, p_transaction, v_lot.id, v_take);
  end loop;
  if v_left > 0 then
    insert into deficits (merchant_id, transaction_id, customer_id, asset, occurred_at, amount, open)
    values (p_merchant, p_transaction, p_customer, p_asset, p_occurred_at, v_left, v_left);
  end if;
  return v_posted;
end $$;
--> statement-breakpoint
-- Undoes a debit: cancels what it still owes, then returns its units to the lots they came from. A lot that has
-- expired meanwhile reopens for the days of grace, and for a day that it has not expired with: whoever expired it may
-- have had a clock ahead of ours, and an expiry is posted once per lot and date. Returns the units that came back.
create function ledger_undo(
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
-- Takes one of a reward's stock and keeps the code, unless stock or the customer's limit forbid it. A gift has no price,
-- takes nothing of the stock and does not count for the limit. A program that was published for a later time is in force
-- before the midnight that sets out its stock: the first taker does.
create function ledger_redeem(
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
      and price > 0
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
-- Gives a redemption back, and its piece of stock with it (a gift took none): one that is still issued, or a used one
-- together with its order, when nothing is left of that.
create function ledger_cancel_redemption(p_merchant uuid, p_id uuid, p_at timestamptz)
returns void language plpgsql as $$
declare
  v_reward text;
  v_price bigint;
begin
  update redemptions r set status = 'cancelled', cancelled_at = p_at
  where merchant_id = p_merchant and id = p_id and (status = 'issued' or status = 'used' and exists (
    select 1 from orders o
    where o.merchant_id = p_merchant and o.id = r.order_id and (o.is_test
      or o.status not in ('paid', 'partially_refunded') or o.refunded_minor > 0 and o.refunded_minor >= o.total_minor)))
  returning reward_key, price into v_reward, v_price;
  if not found then
    perform ledger_refuse('settled', jsonb_build_object('redemption', p_id));
  end if;
  update reward_stock set remaining = remaining + 1
  where merchant_id = p_merchant and reward_key = v_reward and v_price > 0;
end $$;
--> statement-breakpoint
-- Posts one after the other, each on the state the one before it left. Returns what became of each.
create function ledger_post_all(
  p_merchant uuid, p_postings jsonb, p_timezone text, p_recorded_at timestamptz, p_actor text
) returns jsonb language plpgsql as $$
declare
  v record;
  v_today date;
  v_known record;
  v_moved bigint;
  v_balance bigint;
  v_answers jsonb[] := '{}';
begin
  for v in
    select * from jsonb_to_recordset(p_postings) as (
      id uuid, key text, hash text, op text, code text, account text, "customerId" uuid, asset text, amount bigint,
      "occurredAt" timestamptz, "sourceType" text, "sourceId" text, "programVersion" int, trace jsonb, reason text,
      note text, reverses uuid, "lotId" uuid, "expiresOn" date, "allowNegative" boolean, "ownLotsOf" uuid[],
      "clawsBack" jsonb, award jsonb, redemption jsonb, "graceDays" int, "cancelsRedemptionId" uuid)
  loop
    v_today := (v."occurredAt" at time zone p_timezone)::date;
    perform ledger_expire_due(p_merchant, v."customerId", v_today, p_timezone, p_recorded_at);
    -- The customer's row is locked, so nobody can reverse it between this look and the insert.
    if v.reverses is not null and exists (
      select 1 from ledger_transactions
      where merchant_id = p_merchant and reverses = v.reverses and idempotency_key <> v.key
    ) then
      perform ledger_refuse('settled', jsonb_build_object('transaction', v.reverses));
    end if;

    insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at, source_type,
      source_id, actor, program_version, trace, reason, note, reverses, idempotency_key, input_hash)
    values (p_merchant, v.id, v."customerId", v.asset, v.code, v."occurredAt", p_recorded_at, v."sourceType",
      v."sourceId", p_actor, v."programVersion", v.trace, v.reason, v.note, v.reverses, v.key, v.hash)
    on conflict (merchant_id, idempotency_key) do nothing;
    if not found then
      select id, input_hash into v_known from ledger_transactions
      where merchant_id = p_merchant and idempotency_key = v.key;
      if v_known.input_hash <> v.hash then
        perform ledger_refuse('conflict', jsonb_build_object('key', v.key));
      end if;
      v_answers := v_answers || jsonb_build_object('status', 'duplicate', 'id', v_known.id);
      continue;
    end if;

    if v.op = 'credit' then
      v_moved := v.amount;
      insert into lots (merchant_id, id, customer_id, asset, transaction_id, amount, remaining, occurred_at,
        available_from, expires_on)
      values (p_merchant, v."lotId", v."customerId", v.asset, v.id, v.amount, v.amount, v."occurredAt",
        v."occurredAt", v."expiresOn");
      perform ledger_pay_deficits(p_merchant, v."customerId", v.asset, v."lotId");
      if v.award is not null then
        insert into awards (merchant_id, transaction_id, order_id, customer_id, rule_key, program_version, asset,
          units, basis_minor, rounding)
        values (p_merchant, v.id, (v.award ->> 'orderId')::uuid, v."customerId", v.award ->> 'ruleKey',
          v."programVersion", v.asset, v.amount, (v.award ->> 'basisMinor')::bigint, v.award ->> 'rounding');
      end if;
    elsif v.op = 'debit' then
      if not v."allowNegative" then
        select available into v_balance from wallets
        where merchant_id = p_merchant and customer_id = v."customerId" and asset = v.asset;
        if coalesce(v_balance, 0) < v.amount then
          perform ledger_refuse('short', jsonb_build_object('available', coalesce(v_balance, 0), 'needed', v.amount));
        end if;
      end if;
      if v."clawsBack" is not null then
        update awards set clawed_back = clawed_back + v.amount
        where merchant_id = p_merchant and transaction_id = (v."clawsBack" ->> 'awardTransactionId')::uuid;
      end if;
      v_moved := ledger_debit(p_merchant, v."customerId", v.asset, v.id, v.amount, v."occurredAt",
        coalesce(v."ownLotsOf", '{}'), v."clawsBack" is not null);
      if v.redemption is not null then
        perform ledger_redeem(p_merchant, v.redemption, v."customerId", v.id, v.asset, v.amount, v."occurredAt");
      end if;
    elsif v.op = 'undo' then
      if v."cancelsRedemptionId" is not null then
        perform ledger_cancel_redemption(p_merchant, v."cancelsRedemptionId", v."occurredAt");
      end if;
      v_moved := ledger_undo(p_merchant, v."customerId", v.asset, v.reverses, v_today, v."graceDays");
    elsif v.op = 'grant' then
      v_moved := 0;
      perform ledger_redeem(p_merchant, v.redemption, v."customerId", v.id, v.asset, 0, v."occurredAt");
    else
      raise exception 'unknown op %', v.op;
    end if;

    if v_moved > 0 then
      insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account,
        amount)
      values (p_merchant, v.id, 1, v."customerId", v.asset,
        case when v.op = 'debit' then 'available' else v.account end,
        case when v.op = 'debit' then v.account else 'available' end, v_moved);
      insert into wallets as w (merchant_id, customer_id, asset, available, pending)
      values (p_merchant, v."customerId", v.asset, case when v.op = 'debit' then -v_moved else v_moved end, 0)
      on conflict (merchant_id, customer_id, asset) do update set available = w.available + excluded.available;
    end if;
    v_answers := v_answers || jsonb_build_object('status', 'posted', 'id', v.id);
  end loop;
  return to_jsonb(v_answers);
end $$;
--> statement-breakpoint
-- It only ever looks rows up by key; without the setting, a plan made while a table was small would go on scanning
-- it for as long as the session lives.
create function ledger_post(p_merchant uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_timezone text;
  v_recorded_at timestamptz := (p ->> 'recordedAt')::timestamptz;
  v_actor text := p ->> 'actor';
  v_command record;
  v_item jsonb;
  v_postings jsonb;
  v_ids uuid[];
  v_count int;
  v_expired bigint := 0;
begin
  select timezone into strict v_timezone from merchants where id = p_merchant;

  -- Given as an array, the ids go straight into the primary key, also before the planner knows the table.
  v_ids := array(
    select (c ->> 'id')::uuid from jsonb_array_elements(p -> 'customers') c
    union select (x ->> 'customerId')::uuid from jsonb_array_elements(p -> 'postings') x
    union select (e ->> 'customerId')::uuid from jsonb_array_elements(p -> 'expire') e);
  perform 1 from customers where merchant_id = p_merchant and id = any (v_ids) order by id for update;

  if p ? 'command' then
    select input_hash, result into v_command from command_keys
    where merchant_id = p_merchant and key = p -> 'command' ->> 'key';
    if found then
      if v_command.input_hash <> p -> 'command' ->> 'hash' then
        perform ledger_refuse('conflict', jsonb_build_object('key', p -> 'command' ->> 'key'));
      end if;
      return jsonb_build_object('status', 'duplicate', 'result', v_command.result);
    end if;
  end if;

  if p ? 'customers' then
    perform 1 from jsonb_to_recordset(p -> 'customers') as c(id uuid, version int)
    left join customers k on k.merchant_id = p_merchant and k.id = any (v_ids) and k.id = c.id
    where c.version is not null and k.version is distinct from c.version;
    if found then
      perform ledger_refuse('stale', '{}');
    end if;
    insert into customers (merchant_id, id, external_id, email, created_at)
    select p_merchant, c.id, c."externalId", c.email, c."createdAt"
    from jsonb_to_recordset(p -> 'customers') as c(id uuid, "externalId" text, email text, version int, "createdAt" timestamptz)
    where c.version is null
    on conflict do nothing;
    get diagnostics v_count = row_count;
    if v_count <> (select count(*) from jsonb_array_elements(p -> 'customers') c where c -> 'version' = 'null') then
      perform ledger_refuse('stale', '{}');
    end if;
    update customers k set version = k.version + 1, enrolled_at = c."enrolledAt", joined_at = coalesce(k.joined_at, c."joinedAt"),
      orders_count = c."ordersCount", spend_minor = c."spendMinor", points_earned = c."pointsEarned",
      first_order_at = c."firstOrderAt", last_order_at = c."lastOrderAt", tier_key = c."tierKey", tier_since = c."tierSince"
    from jsonb_to_recordset(p -> 'customers') as c(id uuid, "enrolledAt" timestamptz, "joinedAt" timestamptz,
      "ordersCount" int, "spendMinor" bigint, "pointsEarned" bigint, "firstOrderAt" timestamptz,
      "lastOrderAt" timestamptz, "tierKey" text, "tierSince" timestamptz)
    where k.merchant_id = p_merchant and k.id = any (v_ids) and k.id = c.id;
  end if;

  if p ? 'command' then
    insert into command_keys (merchant_id, key, command, input_hash, result, created_at)
    values (p_merchant, p -> 'command' ->> 'key', p -> 'command' ->> 'name', p -> 'command' ->> 'hash',
      p -> 'command' -> 'result', v_recorded_at)
    on conflict do nothing;
    if not found then
      perform ledger_refuse('stale', '{}');
    end if;
  end if;

  if p ? 'orders' then
    perform ledger_store_orders(p_merchant, p, v_recorded_at);
  end if;
  for v_item in select value from jsonb_array_elements(p -> 'expire') loop
    v_expired := v_expired + ledger_expire_due(p_merchant, (v_item ->> 'customerId')::uuid,
      (v_item ->> 'before')::date, v_timezone, v_recorded_at);
  end loop;
  v_postings := ledger_post_all(p_merchant, p -> 'postings', v_timezone, v_recorded_at, v_actor);

  insert into audit_log (merchant_id, id, at, actor, action, subject_type, subject_id, before, after, request_id)
  select p_merchant, a.id, v_recorded_at, v_actor, a.action, a."subjectType", a."subjectId", a.before, a.after,
    p ->> 'requestId'
  from jsonb_to_recordset(p -> 'audit') as a(id uuid, action text, "subjectType" text, "subjectId" text,
    before jsonb, after jsonb);
  insert into outbox_events (merchant_id, id, type, payload, created_at)
  select p_merchant, e.id, e.type, e.payload, v_recorded_at
  from jsonb_to_recordset(p -> 'events') as e(id uuid, type text, payload jsonb);
  return jsonb_build_object('status', 'posted', 'postings', v_postings, 'expired', v_expired);
end $$;
--> statement-breakpoint
revoke execute on function ledger_post(uuid, jsonb) from public;
--> statement-breakpoint
-- Tells the planner how large the tables are that a load fills. Sessions keep the plans they made while the tables
-- were empty, those of the foreign keys' checks among them; fresh statistics make them plan again.
create function refresh_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze customers, orders, order_lines, refunds, ledger_transactions, ledger_entries, wallets, lots, lot_uses,
    deficits, awards, redemptions;
end $$;
--> statement-breakpoint
revoke execute on function refresh_statistics() from public;
