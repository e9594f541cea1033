-- The one door to the ledger. A call is atomic: it posts everything it is given, or refuses and writes nothing.
--
-- Refusals are raised with SQLSTATE RG001, the code as message and JSON as detail:
--   stale         a counter on a customer row moved since the caller read it (or a new customer already exists)
--   conflict      an idempotency key is known with another input
--   short         a debit that may not go below zero is not covered
--   out_of_stock  the reward has no stock left
--   limit         the customer has taken the reward as often as allowed
--   settled       the redemption or transaction to undo is not in a state to be undone
--   reserved      a cart holds the code of the redemption to undo
--
-- Lock order: customers by id, orders by id (ledger_store_orders, in the next migration), then reward stock. Ids, times
-- and random values come from the caller; ids of what falls due are derived from their keys, so that whoever runs the
-- day makes the same ones.
--
-- What became of a lot is told by two columns: while `is_pending` its units stand in the wallet's pending; one that is
-- not, without `available_from`, is void.

create function ledger_refuse(p_code text, p_detail jsonb) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'RG001', message = p_code, detail = p_detail::text;
end $$;
--> statement-breakpoint
-- The fields of every kind of posting, named as lib/domain/ledger/posting.ts names them.
create type ledger_posting as (
  id uuid, key text, hash text, op text, code text, account text, "customerId" uuid, asset text, amount bigint,
  "occurredAt" timestamptz, "sourceType" text, "sourceId" text, "programVersion" int, trace jsonb, reason text,
  note text, reverses uuid, act text, "onlyAfter" uuid, "lotId" uuid, "expiresOn" date, slides jsonb,
  pending jsonb, award jsonb, "allowNegative" boolean, clamp boolean, "ifCovered" boolean, "ownLotsOf" uuid[],
  "clawsBack" jsonb, redemption jsonb, "graceDays" int, "cancelsRedemptionId" uuid
);
--> statement-breakpoint
-- The instant at which a date begins in a zone. Where clocks show 00:00 twice PostgreSQL means the second time; a day
-- begins with the first.
create function ledger_midnight(p_date date, p_timezone text) returns timestamptz language sql immutable
return p_date::timestamp at time zone p_timezone - case
  when (p_date::timestamp at time zone p_timezone - interval '1 hour') at time zone p_timezone = p_date::timestamp
  then interval '1 hour' else interval '0' end;
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
-- Moves units between the accounts of a wallet and one outside: a row in the books, and the running balance. Gives the
-- new available.
create function ledger_move(
  p_merchant uuid, p_transaction uuid, p_customer uuid, p_asset text, p_account text, p_available bigint,
  p_pending bigint
) returns bigint language plpgsql as $$
declare
  v_available bigint;
begin
  if p_available <> 0 then
    insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account,
      amount)
    values (p_merchant, p_transaction, 1, p_customer, p_asset, case when p_available > 0 then p_account else 'available' end,
      case when p_available > 0 then 'available' else p_account end, abs(p_available));
  end if;
  if p_pending <> 0 then
    insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account,
      amount)
    values (p_merchant, p_transaction, 2, p_customer, p_asset, case when p_pending > 0 then p_account else 'pending' end,
      case when p_pending > 0 then 'pending' else p_account end, abs(p_pending));
  end if;
  if p_available = 0 and p_pending = 0 then
    return null;
  end if;
  update wallets set available = available + p_available, pending = pending + p_pending
  where merchant_id = p_merchant and customer_id = p_customer and asset = p_asset
  returning available into v_available;
  if not found then
    insert into wallets (merchant_id, customer_id, asset, available, pending)
    values (p_merchant, p_customer, p_asset, p_available, p_pending)
    returning available into v_available;
  end if;
  return v_available;
end $$;
--> statement-breakpoint
-- What becomes of a lot without the customer's doing: `activate` makes pending units available, `void` takes them back,
-- `expire` ends available ones. The transaction exists already.
create function ledger_settle_lot(p_merchant uuid, p_transaction uuid, p_lot uuid, p_code text, p_on date)
returns void language plpgsql as $$
declare
  v_lot lots;
begin
  select * into v_lot from lots where merchant_id = p_merchant and id = p_lot;
  if p_code = 'activate' then
    update lots set is_pending = false where merchant_id = p_merchant and id = p_lot;
    if v_lot.remaining = 0 then
      return;
    end if;
    insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account,
      amount)
    values (p_merchant, p_transaction, 1, v_lot.customer_id, v_lot.asset, 'pending', 'available', v_lot.remaining);
    update wallets set available = available + v_lot.remaining, pending = pending - v_lot.remaining
    where merchant_id = p_merchant and customer_id = v_lot.customer_id and asset = v_lot.asset;
    perform ledger_pay_deficits(p_merchant, v_lot.customer_id, v_lot.asset, p_lot);
    -- Tiers may count the units from now on: the next review looks at the customer.
    if v_lot.asset = 'points' then
      update customers set points_earned = points_earned + v_lot.remaining, version = version + 1,
        tier_review_on = least(tier_review_on, p_on)
      where merchant_id = p_merchant and id = v_lot.customer_id;
    end if;
    return;
  end if;
  insert into lot_uses (merchant_id, transaction_id, lot_id, amount)
  select p_merchant, p_transaction, p_lot, v_lot.remaining where v_lot.remaining > 0;
  if p_code = 'void' then
    update lots set remaining = 0, expired = expired + v_lot.remaining, is_pending = false, available_from = null
    where merchant_id = p_merchant and id = p_lot;
    perform ledger_move(p_merchant, p_transaction, v_lot.customer_id, v_lot.asset, 'clawed_back', 0, -v_lot.remaining);
  else
    update lots set remaining = 0, expired = expired + v_lot.remaining where merchant_id = p_merchant and id = p_lot;
    perform ledger_move(p_merchant, p_transaction, v_lot.customer_id, v_lot.asset, 'expired', -v_lot.remaining, 0);
  end if;
end $$;
--> statement-breakpoint
-- Whether nothing is due, pending or owed in the wallets of these customers by the midnight that begins p_by.
create function ledger_is_settled(p_merchant uuid, p_customers uuid[], p_by date) returns boolean language plpgsql as $$
begin
  return not exists (
    select from lots
    where merchant_id = p_merchant and customer_id = any (p_customers) and remaining > 0 and expires_on < p_by
  ) and not exists (
    select from wallets
    where merchant_id = p_merchant and customer_id = any (p_customers) and (pending > 0 or available < 0)
  );
end $$;
--> statement-breakpoint
-- Posts what falls due in a customer's wallets by the midnight that begins p_by, in the order of time and each dated its
-- own midnight; at one midnight activations come before voids, and these before expiries.
create function ledger_due(
  p_merchant uuid, p_customer uuid, p_by date, p_timezone text, p_recorded_at timestamptz
) returns void language plpgsql as $$
declare
  v_due record;
  v_code text;
  v_key text;
  v_id uuid;
begin
  loop
    -- One at a time, as what one posts changes the next: an activation pays debts, and may expire as well.
    select * into v_due from (
      select id, asset, expires_on, occurred_at,
        case when not is_pending then 3 when available_from is null then 2 else 1 end as kind,
        case
          when not is_pending then greatest(expires_on + 1, (available_from at time zone p_timezone)::date)
          when available_from is null then void_on + 1
          else (available_from at time zone p_timezone)::date
        end as "on"
      from lots
      where merchant_id = p_merchant and customer_id = p_customer and remaining > 0
        and (is_pending or expires_on < p_by)
    ) d where "on" <= p_by order by "on", kind, expires_on, occurred_at, id limit 1;
    exit when not found;
    v_code := (array['activate', 'void', 'expire'])[v_due.kind];
    v_key := v_code || ':' || v_due.id || case when v_due.kind = 3 then ':' || v_due.expires_on else '' end;
    v_id := md5(p_merchant || v_key)::uuid;
    insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at,
      source_type, source_id, actor, idempotency_key, input_hash)
    values (p_merchant, v_id, p_customer, v_due.asset, v_code, ledger_midnight(v_due."on", p_timezone),
      p_recorded_at, 'job', 'settle-due', 'job:settle-due', v_key, v_key);
    perform ledger_settle_lot(p_merchant, v_id, v_due.id, v_code, v_due."on");
  end loop;
end $$;
--> statement-breakpoint
-- Takes units from one lot, at most what it holds, and tells what is left to take.
create function ledger_take(p_merchant uuid, p_transaction uuid, p_lot uuid, p_held bigint, p_units bigint)
returns bigint language plpgsql as $$
declare
  v_take bigint := least(p_units, p_held);
begin
  update lots set remaining = remaining - v_take where merchant_id = p_merchant and id = p_lot;
  insert into lot_uses (merchant_id, transaction_id, lot_id, amount) values (p_merchant, p_transaction, p_lot, v_take);
  return p_units - v_take;
end $$;
--> statement-breakpoint
-- Takes units for a debit: what is pending of its own lots is voided first; void and expired units of the award it
-- claws back count as taken; then come own lots, then the others as they expire. What no lot covers is owed, or left by a clamp.
create function ledger_debit(
  p_merchant uuid, v ledger_posting, p_amount bigint, out taken bigint, out voided bigint, out counted bigint,
  out unearned bigint
) language plpgsql as $$
declare
  v_lot record;
  v_left bigint := p_amount;
  v_take bigint;
begin
  voided := 0;
  counted := 0;
  unearned := 0;
  if v.code in ('claw_back', 'reverse') and v."ownLotsOf" is not null then
    for v_lot in
      select id, remaining, expired - expired_counted as uncounted, is_pending,
        not is_pending and available_from is null as is_void
      from lots
      where merchant_id = p_merchant and transaction_id = any (v."ownLotsOf")
        and customer_id = v."customerId" and asset = v.asset
        and (is_pending and remaining > 0 or expired > expired_counted)
      order by is_pending desc, id
    loop
      if v_lot.is_pending then
        exit when v_left = 0;
        v_take := v_left - ledger_take(p_merchant, v.id, v_lot.id, v_lot.remaining, v_left);
        voided := voided + v_take;
        unearned := unearned + v_take;
      elsif (v.code = 'claw_back' or v_lot.is_void) and v."clawsBack" is not null then
        v_take := least(v_left, v_lot.uncounted);
        update lots set expired_counted = expired_counted + v_take where merchant_id = p_merchant and id = v_lot.id;
        counted := counted + v_take;
        unearned := unearned + case when v_lot.is_void then v_take else 0 end;
      else
        v_take := 0;
      end if;
      v_left := v_left - v_take;
    end loop;
  end if;
  if v.clamp then
    select least(v_left, greatest(available, 0)) into v_left from wallets
    where merchant_id = p_merchant and customer_id = v."customerId" and asset = v.asset;
    v_left := coalesce(v_left, 0);
  end if;
  taken := v_left;
  if v."ownLotsOf" is not null then
    for v_lot in
      select id, remaining from lots
      where merchant_id = p_merchant and transaction_id = any (v."ownLotsOf")
        and customer_id = v."customerId" and asset = v.asset and remaining > 0 and not is_pending
      order by expires_on asc nulls last, occurred_at, id
    loop
      exit when v_left = 0;
      v_left := ledger_take(p_merchant, v.id, v_lot.id, v_lot.remaining, v_left);
    end loop;
  end if;
  if v_left > 0 then
    for v_lot in
      select id, remaining from lots
      where merchant_id = p_merchant and customer_id = v."customerId" and asset = v.asset and remaining > 0
        and not is_pending
      order by expires_on asc nulls last, occurred_at, id
    loop
      v_left := ledger_take(p_merchant, v.id, v_lot.id, v_lot.remaining, v_left);
      exit when v_left = 0;
    end loop;
  end if;
  if v_left > 0 then
    insert into deficits (merchant_id, transaction_id, customer_id, asset, occurred_at, amount, open)
    values (p_merchant, v.id, v."customerId", v.asset, v."occurredAt", v_left, v_left);
  end if;
end $$;
--> statement-breakpoint
-- Gives an award back what a claw-back took of it, in the books of awards; its units are ledger_undo's.
create function ledger_restore_award(
  p_merchant uuid, p_claw_back uuid, p_award uuid, p_units bigint, p_expired_counted bigint
) returns void language plpgsql as $$
declare
  v_lot record;
  v_left bigint := p_expired_counted;
  v_units bigint;
begin
  update claw_backs set undone = true where merchant_id = p_merchant and transaction_id = p_claw_back;
  update awards set clawed_back = clawed_back - p_units where merchant_id = p_merchant and transaction_id = p_award;
  for v_lot in
    select id, expired_counted from lots
    where merchant_id = p_merchant and transaction_id = p_award and expired_counted > 0 order by id
  loop
    v_units := least(v_left, v_lot.expired_counted);
    update lots set expired_counted = expired_counted - v_units where merchant_id = p_merchant and id = v_lot.id;
    v_left := v_left - v_units;
  end loop;
end $$;
--> statement-breakpoint
-- Undoes a debit: cancels what it still owes, then returns its units to the lots they came from. A lot that has
-- expired meanwhile reopens for the days of grace, and for a day that it has not expired with: whoever expired it may
-- have had a clock ahead of ours, and an expiry is posted once per lot and date. Units that a claw-back took while they
-- were pending are pending again, or available where they would be by now; what became void meanwhile stays taken.
create function ledger_undo(
  p_merchant uuid, v ledger_posting, p_today date, out account text, out available bigint, out pending bigint,
  out earned bigint
) language plpgsql as $$
declare
  v_claw record;
  v_use record;
  v_part bigint;
  v_voided bigint;
begin
  update deficits set open = 0 where merchant_id = p_merchant and transaction_id = v.reverses;
  select coalesce(sum(amount) filter (where from_account = 'available'), 0), min(to_account) into available, account
  from ledger_entries where merchant_id = p_merchant and transaction_id = v.reverses;
  pending := 0;
  earned := case when account = 'clawed_back' then available else 0 end;
  select * into v_claw from claw_backs where merchant_id = p_merchant and transaction_id = v.reverses;
  if found then
    perform ledger_restore_award(p_merchant, v_claw.transaction_id, v_claw.award_transaction_id, v_claw.units,
      v_claw.expired_counted);
    -- Units of a void lot never counted as earned.
    earned := v_claw.units - v_claw.voided - case when exists (
      select 1 from lots
      where merchant_id = p_merchant and transaction_id = v_claw.award_transaction_id and not is_pending
        and available_from is null
    ) then v_claw.expired_counted else 0 end;
  end if;
  v_voided := coalesce(v_claw.voided, 0);
  for v_use in
    select u.lot_id, u.amount - u.returned as back, l.transaction_id = v_claw.award_transaction_id as is_own,
      l.is_pending, l.available_from, l.void_on
    from lot_uses u join lots l on l.merchant_id = u.merchant_id and l.id = u.lot_id
    where u.merchant_id = p_merchant and u.transaction_id = v.reverses and u.amount > u.returned
    order by u.lot_id
  loop
    if v_use.is_own and v_voided > 0 then
      v_part := least(v_voided, v_use.back);
      v_voided := v_voided - v_part;
      if not v_use.is_pending and v_use.available_from is null or v_use.is_pending and v_use.void_on < p_today then
        v_use.back := v_use.back - v_part;
        update lots set expired = expired + v_part, is_pending = false, available_from = null
        where merchant_id = p_merchant and id = v_use.lot_id;
      elsif v_use.is_pending and (v_use.available_from is null or v_use.available_from > v."occurredAt") then
        pending := pending + v_part;
      else
        update lots set is_pending = false where merchant_id = p_merchant and id = v_use.lot_id and is_pending;
        available := available + v_part;
        earned := earned + v_part;
      end if;
    end if;
    update lot_uses set returned = returned + v_use.back
    where merchant_id = p_merchant and transaction_id = v.reverses and lot_id = v_use.lot_id;
    update lots set remaining = remaining + v_use.back,
      expires_on = case
        when is_pending or v_use.back = 0 then expires_on
        when expires_on < p_today then p_today + v."graceDays"
        when exists (
          select 1 from ledger_transactions
          where merchant_id = p_merchant and idempotency_key = 'expire:' || v_use.lot_id || ':' || lots.expires_on
        ) then expires_on + greatest(v."graceDays", 1)
        else expires_on
      end
    where merchant_id = p_merchant and id = v_use.lot_id
    returning is_pending into v_use.is_pending;
    if not v_use.is_pending then
      perform ledger_pay_deficits(p_merchant, v."customerId", v.asset, v_use.lot_id);
    end if;
  end loop;
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
  v_used jsonb := nullif(p_redemption -> 'usedAtOnce', 'null');
begin
  if v_limit is not null and v_limit <= (
    select count(*) from redemptions
    where merchant_id = p_merchant and customer_id = p_customer and reward_key = v_reward and status <> 'cancelled'
      and price > 0
  ) then
    perform ledger_refuse('limit', jsonb_build_object('reward', v_reward, 'limit', v_limit));
  end if;
  if (p_redemption ->> 'hasStock')::boolean then
    update reward_stock set remaining = remaining - 1
    where merchant_id = p_merchant and reward_key = v_reward and remaining > 0;
    if not found then
      insert into reward_stock (merchant_id, reward_key, stated, remaining)
      select p_merchant, v_reward, stock, stock
      from (select (p_redemption -> 'reward' ->> 'stock')::int as stock) r where stock is not null
      on conflict do nothing;
      update reward_stock set remaining = remaining - 1
      where merchant_id = p_merchant and reward_key = v_reward and remaining > 0;
    end if;
    if not found then
      perform ledger_refuse('out_of_stock', jsonb_build_object('reward', v_reward));
    end if;
  end if;
  insert into redemptions (merchant_id, id, customer_id, reward_key, reward, program_version, transaction_id,
    asset, price, code, status, issued_at, expires_on, used_at, cost_minor)
  values (p_merchant, (p_redemption ->> 'id')::uuid, p_customer, v_reward, p_redemption -> 'reward',
    (p_redemption ->> 'programVersion')::int, p_transaction, p_asset, p_price, p_redemption ->> 'code',
    case when v_used is null then 'issued' else 'used' end, p_issued_at, (p_redemption ->> 'expiresOn')::date,
    case when v_used is not null then p_issued_at end, (v_used ->> 'costMinor')::bigint);
end $$;
--> statement-breakpoint
-- Gives a redemption back, and its piece of stock with it (a gift took none, nor did what had no stock
-- then): one that is still issued and that no cart
-- holds, a used one together with its order when nothing is left of that (when the order itself gives it back, with a
-- part too: the program says whether it does), or one that was had by being paid.
create function ledger_cancel_redemption(p_merchant uuid, p_id uuid, p_at timestamptz, p_by_order boolean)
returns void language plpgsql as $$
declare
  v_redemption record;
begin
  select * into v_redemption from redemptions where merchant_id = p_merchant and id = p_id for update;
  if v_redemption.status = 'issued' and v_redemption.reserved_until > p_at then
    perform ledger_refuse('reserved', jsonb_build_object('redemption', p_id));
  end if;
  update redemptions r set status = 'cancelled', cancelled_at = p_at, reserved_for = null, reserved_until = null
  where merchant_id = p_merchant and id = p_id and (status = 'issued'
    or status = 'used' and order_id is null and reward ->> 'kind' in ('store_credit', 'donation')
    or status = 'used' and exists (
      select 1 from orders o
      where o.merchant_id = p_merchant and o.id = r.order_id and (o.is_test
        or o.status not in ('paid', 'partially_refunded')
        or o.refunded_minor > 0 and (p_by_order or o.refunded_minor >= o.total_minor))));
  if not found then
    perform ledger_refuse('settled', jsonb_build_object('redemption', p_id));
  end if;
  update reward_stock set remaining = remaining + 1
  where merchant_id = p_merchant and reward_key = v_redemption.reward_key and v_redemption.price > 0
    and v_redemption.reward ->> 'stock' is not null;
end $$;
--> statement-breakpoint
-- Writes the transactions of postings whose keys are new; gives their ids. A key that is known stands for the same input.
create function ledger_open(
  p_merchant uuid, p_postings ledger_posting[], p_recorded_at timestamptz, p_actor text
) returns uuid[] language plpgsql as $$
declare
  v_new uuid[];
  v_key text;
begin
  with opened as (
    insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at, source_type,
      source_id, actor, program_version, trace, reason, note, reverses, idempotency_key, input_hash)
    select p_merchant, v.id, v."customerId", v.asset, v.code, v."occurredAt", p_recorded_at, v."sourceType",
      v."sourceId", p_actor, v."programVersion", v.trace, v.reason, v.note, v.reverses, v.key, v.hash
    from unnest(p_postings) v
    on conflict (merchant_id, idempotency_key) do nothing returning id)
  select coalesce(array_agg(id), '{}') into v_new from opened;
  if cardinality(v_new) < cardinality(p_postings) then
    select v.key into v_key from unnest(p_postings) v
    join ledger_transactions t on t.merchant_id = p_merchant and t.idempotency_key = v.key
    where t.input_hash <> v.hash limit 1;
    if found then
      perform ledger_refuse('conflict', jsonb_build_object('key', v_key));
    end if;
  end if;
  return v_new;
end $$;
--> statement-breakpoint
-- Opens the lot of a credit, and keeps what was awarded. Gives what it adds to the points that count as earned.
create function ledger_credit(p_merchant uuid, v ledger_posting, p_timezone text) returns bigint language plpgsql as $$
declare
  v_is_pending boolean := v.pending is not null;
  v_available bigint;
begin
  insert into lots (merchant_id, id, customer_id, asset, transaction_id, amount, remaining, occurred_at,
    available_from, is_pending, awaits, void_on, slides, expires_on)
  values (p_merchant, v."lotId", v."customerId", v.asset, v.id, v.amount, v.amount, v."occurredAt",
    case when v_is_pending then ledger_midnight((v.pending ->> 'availableOn')::date, p_timezone) else v."occurredAt" end,
    v_is_pending, v.pending ->> 'awaits', (v.pending ->> 'voidOn')::date, v.slides, v."expiresOn");
  v_available := ledger_move(p_merchant, v.id, v."customerId", v.asset, v.account,
    case when v_is_pending then 0 else v.amount end, case when v_is_pending then v.amount else 0 end);
  -- A wallet owes exactly when it was below zero.
  if not v_is_pending and v_available < v.amount then
    perform ledger_pay_deficits(p_merchant, v."customerId", v.asset, v."lotId");
  end if;
  if v.award is not null then
    insert into awards (merchant_id, transaction_id, order_id, customer_id, rule_key, occurred_at, program_version,
      asset, units, basis_minor, rounding, lines)
    values (p_merchant, v.id, (v.award ->> 'orderId')::uuid, v."customerId", v.award ->> 'ruleKey', v."occurredAt",
      v."programVersion", v.asset, v.amount, (v.award ->> 'basisMinor')::bigint, v.award ->> 'rounding',
      coalesce(v.award -> 'lines', '[]'));
  end if;
  return case when v.code = 'earn' then v.amount else 0 end;
end $$;
--> statement-breakpoint
-- The same for many credits at once: one of them costs less by itself, many cost half of as many single ones.
create function ledger_credit_all(p_merchant uuid, p_postings ledger_posting[], p_timezone text) returns void
language plpgsql as $$
declare
  v_lots ledger_posting[];
  v ledger_posting;
begin
  insert into lots (merchant_id, id, customer_id, asset, transaction_id, amount, remaining, occurred_at,
    available_from, is_pending, awaits, void_on, slides, expires_on)
  select p_merchant, c."lotId", c."customerId", c.asset, c.id, c.amount, c.amount, c."occurredAt",
    case when c.pending is null then c."occurredAt"
      else ledger_midnight((c.pending ->> 'availableOn')::date, p_timezone) end,
    c.pending is not null, c.pending ->> 'awaits', (c.pending ->> 'voidOn')::date, c.slides,
    c."expiresOn"
  from unnest(p_postings) c;
  insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account, to_account, amount)
  select p_merchant, c.id, case when c.pending is null then 1 else 2 end, c."customerId", c.asset, c.account,
    case when c.pending is null then 'available' else 'pending' end, c.amount
  from unnest(p_postings) c;
  insert into awards (merchant_id, transaction_id, order_id, customer_id, rule_key, occurred_at, program_version,
    asset, units, basis_minor, rounding, lines)
  select p_merchant, c.id, (c.award ->> 'orderId')::uuid, c."customerId", c.award ->> 'ruleKey', c."occurredAt",
    c."programVersion", c.asset, c.amount, (c.award ->> 'basisMinor')::bigint, c.award ->> 'rounding',
    coalesce(c.award -> 'lines', '[]')
  from unnest(p_postings) c where c.award is not null;
  -- A wallet owes exactly when it was below zero.
  with moved as (
    insert into wallets as w (merchant_id, customer_id, asset, available, pending)
    select p_merchant, c."customerId", c.asset, coalesce(sum(c.amount) filter (where c.pending is null), 0),
      coalesce(sum(c.amount) filter (where c.pending is not null), 0)
    from unnest(p_postings) c group by c."customerId", c.asset
    on conflict (merchant_id, customer_id, asset)
    do update set available = w.available + excluded.available, pending = w.pending + excluded.pending
    returning w.customer_id, w.asset, w.available)
  select array_agg(c) into v_lots from unnest(p_postings) c
  join moved m on m.customer_id = c."customerId" and m.asset = c.asset
  where c.pending is null and m.available < c.amount;
  if v_lots is not null then
    foreach v in array v_lots loop
      perform ledger_pay_deficits(p_merchant, v."customerId", v.asset, v."lotId");
    end loop;
  end if;
  update customers k set points_earned = k.points_earned + e.units, version = k.version + 1
  from (
    select c."customerId" as id, sum(c.amount) as units from unnest(p_postings) c
    where c.code = 'earn' and c.asset = 'points' group by c."customerId") e
  where k.merchant_id = p_merchant and k.id = e.id;
end $$;
--> statement-breakpoint
-- Takes a debit from the wallet, with the reward it pays or the award it claws back. Gives what it takes from the points
-- that count as earned: a claw-back what had been available, a correction nothing.
create function ledger_take_debit(p_merchant uuid, v ledger_posting) returns bigint language plpgsql as $$
declare
  v_amount bigint := v.amount;
  v_balance bigint;
  v_award uuid := (v."clawsBack" ->> 'awardTransactionId')::uuid;
  v_debit record;
begin
  if not v."allowNegative" and v.clamp is not true then
    select available into v_balance from wallets
    where merchant_id = p_merchant and customer_id = v."customerId" and asset = v.asset;
    if coalesce(v_balance, 0) < v_amount then
      perform ledger_refuse('short', jsonb_build_object('available', coalesce(v_balance, 0), 'needed', v_amount));
    end if;
  end if;
  if v_award is not null then
    select least(v_amount, units - clawed_back) into v_amount from awards
    where merchant_id = p_merchant and transaction_id = v_award;
    if v_amount = 0 and v.code = 'reverse' then
      perform ledger_refuse('settled', jsonb_build_object('transaction', v.reverses));
    end if;
  end if;
  v_debit := ledger_debit(p_merchant, v, v_amount);
  v_balance := ledger_move(p_merchant, v.id, v."customerId", v.asset, v.account, -v_debit.taken, -v_debit.voided);
  if v_award is not null then
    update awards set clawed_back = clawed_back + v_amount where merchant_id = p_merchant and transaction_id = v_award;
    insert into claw_backs (merchant_id, transaction_id, award_transaction_id, units, voided, expired_counted)
    values (p_merchant, v.id, v_award, v_amount, v_debit.voided, v_debit.counted);
  end if;
  if v.redemption is not null then
    perform ledger_redeem(p_merchant, v.redemption, v."customerId", v.id, v.asset, v_amount, v."occurredAt");
  end if;
  return case when v.code = 'claw_back' then v_amount - v_debit.unearned else 0 end;
end $$;
--> statement-breakpoint
-- Lets lots that live by such an act live on, each for the months it was promised, if that is longer.
create function ledger_slide(p_merchant uuid, p_customer uuid, p_asset text, p_act text, p_on date) returns void
language plpgsql as $$
begin
  update lots set expires_on = p_on + make_interval(months => (slides ->> 'months')::int)
  where merchant_id = p_merchant and customer_id = p_customer and asset = p_asset and remaining > 0
    and slides -> 'resetBy' ? p_act and expires_on < p_on + make_interval(months => (slides ->> 'months')::int);
end $$;
--> statement-breakpoint
create function ledger_duplicate(p_merchant uuid, p_key text) returns jsonb language plpgsql as $$
begin
  return (select jsonb_build_object('status', 'duplicate', 'id', id) from ledger_transactions
    where merchant_id = p_merchant and idempotency_key = p_key);
end $$;
--> statement-breakpoint
-- Posts one posting, after what falls due before it. Tells what became of it: `posted`, `duplicate` (of an earlier one),
-- or `skipped` (a lot to activate or void that is not pending any more).
create function ledger_post_one(
  p_merchant uuid, v ledger_posting, p_timezone text, p_recorded_at timestamptz, p_actor text
) returns jsonb language plpgsql as $$
declare
  v_today date := (v."occurredAt" at time zone p_timezone)::date;
  v_undo record;
  v_earned bigint := 0;
begin
  -- A cheap look, since it comes before every posting.
  if exists (
    select from lots
    where merchant_id = p_merchant and customer_id = v."customerId" and remaining > 0 and expires_on < v_today
  ) or exists (
    select from wallets
    where merchant_id = p_merchant and customer_id = v."customerId" and (pending > 0 or available < 0)
  ) then
    perform ledger_due(p_merchant, v."customerId", v_today, p_timezone, p_recorded_at);
  end if;
  -- The customer's row is locked, so nobody can reverse it between this look and the insert.
  if v.reverses is not null and exists (
    select 1 from ledger_transactions
    where merchant_id = p_merchant and reverses = v.reverses and idempotency_key <> v.key
  ) then
    perform ledger_refuse('settled', jsonb_build_object('transaction', v.reverses));
  end if;
  if v.op in ('activate', 'void') and not exists (
    select 1 from lots where merchant_id = p_merchant and id = v."lotId" and is_pending
  ) then
    return jsonb_build_object('status', 'skipped', 'id', v.id);
  end if;

  insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at, source_type,
    source_id, actor, program_version, trace, reason, note, reverses, idempotency_key, input_hash)
  values (p_merchant, v.id, v."customerId", v.asset, v.code, v."occurredAt", p_recorded_at, v."sourceType",
    v."sourceId", p_actor, v."programVersion", v.trace, v.reason, v.note, v.reverses, v.key, v.hash)
  on conflict (merchant_id, idempotency_key) do nothing;
  if not found then
    -- Refuses what is known with another input.
    perform ledger_open(p_merchant, array[v], p_recorded_at, p_actor);
    return ledger_duplicate(p_merchant, v.key);
  end if;
  if v.act is not null then
    perform ledger_slide(p_merchant, v."customerId", v.asset, v.act, v_today);
  end if;

  if v.op = 'credit' then
    v_earned := ledger_credit(p_merchant, v, p_timezone);
  elsif v.op = 'debit' then
    v_earned := -ledger_take_debit(p_merchant, v);
  elsif v.op = 'undo' then
    if v."cancelsRedemptionId" is not null then
      perform ledger_cancel_redemption(p_merchant, v."cancelsRedemptionId", v."occurredAt", v."sourceType" = 'order');
    end if;
    select * into v_undo from ledger_undo(p_merchant, v, v_today);
    perform ledger_move(p_merchant, v.id, v."customerId", v.asset, v_undo.account, v_undo.available, v_undo.pending);
    v_earned := v_undo.earned;
  elsif v.op = 'grant' then
    perform ledger_redeem(p_merchant, v.redemption, v."customerId", v.id, v.asset, 0, v."occurredAt");
  elsif v.op = 'activate' then
    update lots set available_from = v."occurredAt", awaits = null, void_on = null, expires_on = v."expiresOn"
    where merchant_id = p_merchant and id = v."lotId";
    perform ledger_settle_lot(p_merchant, v.id, v."lotId", 'activate', v_today);
  elsif v.op = 'void' then
    perform ledger_settle_lot(p_merchant, v.id, v."lotId", 'void', v_today);
  else
    raise exception 'unknown op %', v.op;
  end if;
  if v_earned <> 0 and v.asset = 'points' then
    update customers set points_earned = points_earned + v_earned, version = version + 1
    where merchant_id = p_merchant and id = v."customerId";
  end if;
  return jsonb_build_object('status', 'posted', 'id', v.id);
end $$;
--> statement-breakpoint
-- Those of many postings that need not be posted one after the other: credits to customers who have one posting only, and
-- nothing that falls due before it.
create function ledger_plain_credits(p_merchant uuid, p_postings ledger_posting[], p_timezone text)
returns ledger_posting[] language plpgsql as $$
declare
  v_settled boolean := ledger_is_settled(p_merchant, array(select "customerId" from unnest(p_postings)),
    (select max("occurredAt") at time zone p_timezone from unnest(p_postings))::date);
begin
  return array(
    select c from unnest(p_postings) c
    join (select "customerId" as id from unnest(p_postings) group by 1 having count(*) = 1) once on once.id = c."customerId"
    where c.op = 'credit' and c.reverses is null and c.act is null and c."onlyAfter" is null
      and (v_settled or not exists (
        select 1 from lots l
        where l.merchant_id = p_merchant and l.customer_id = c."customerId" and l.remaining > 0
          and (l.is_pending and l.available_from <= c."occurredAt"
            or l.is_pending and l.void_on < (c."occurredAt" at time zone p_timezone)::date
            or not l.is_pending and l.expires_on < (c."occurredAt" at time zone p_timezone)::date))));
end $$;
--> statement-breakpoint
-- Posts one after the other, each on the state the one before it left. Returns what became of each.
create function ledger_post_all(
  p_merchant uuid, p_postings ledger_posting[], p_timezone text, p_recorded_at timestamptz, p_actor text
) returns jsonb language plpgsql as $$
declare
  v ledger_posting;
  v_plain uuid[] := '{}';
  v_opened uuid[];
  v_credits ledger_posting[];
  v_answers jsonb[] := '{}';
  v_skipped uuid[] := '{}';
begin
  if cardinality(p_postings) > 1 then
    v_credits := ledger_plain_credits(p_merchant, p_postings, p_timezone);
    if cardinality(v_credits) > 0 then
      v_plain := array(select id from unnest(v_credits));
      v_opened := ledger_open(p_merchant, v_credits, p_recorded_at, p_actor);
      perform ledger_credit_all(p_merchant, array(select c from unnest(v_credits) c where c.id = any (v_opened)), p_timezone);
    end if;
  end if;
  foreach v in array p_postings loop
    if v.id = any (v_plain) then
      v_answers := v_answers || case when v.id = any (v_opened)
        then jsonb_build_object('status', 'posted', 'id', v.id) else ledger_duplicate(p_merchant, v.key) end;
    elsif v."onlyAfter" = any (v_skipped) then
      v_answers := v_answers || jsonb_build_object('status', 'skipped', 'id', v.id);
    elsif v."ifCovered" then
      begin
        v_answers := v_answers || ledger_post_one(p_merchant, v, p_timezone, p_recorded_at, p_actor);
      exception when sqlstate 'RG001' then
        if sqlerrm not in ('short', 'out_of_stock', 'limit') then
          raise;
        end if;
        v_skipped := v_skipped || v.id;
        v_answers := v_answers || jsonb_build_object('status', 'skipped', 'id', v.id);
      end;
    else
      v_answers := v_answers || ledger_post_one(p_merchant, v, p_timezone, p_recorded_at, p_actor);
    end if;
  end loop;
  return to_jsonb(v_answers);
end $$;
--> statement-breakpoint
-- Changes the dates of lots without moving units: those that await something get a date, open ones without an expiry get
-- one, and activity lets those that live by it live on.
create function ledger_date_lots(p_merchant uuid, p jsonb, p_timezone text) returns void language plpgsql as $$
begin
  if jsonb_array_length(p -> 'schedules') > 0 then
    update lots l set available_from = ledger_midnight(s."availableOn", p_timezone), awaits = null, void_on = null,
      expires_on = s."expiresOn"
    from jsonb_to_recordset(p -> 'schedules') as s("lotId" uuid, "availableOn" date, "expiresOn" date)
    where l.merchant_id = p_merchant and l.id = s."lotId" and l.is_pending;
  end if;
  if jsonb_array_length(p -> 'closings') > 0 then
    update lots l set expires_on = c."expiresOn", slides = c.slides
    from jsonb_to_recordset(p -> 'closings') as c("customerId" uuid, asset text, "expiresOn" date, slides jsonb,
      "before" timestamptz)
    where l.merchant_id = p_merchant and l.customer_id = c."customerId" and l.asset = c.asset and l.remaining > 0
      and l.expires_on is null and l.available_from is not null and l.occurred_at < c."before";
  end if;
  if jsonb_array_length(p -> 'slides') > 0 then
    perform ledger_slide(p_merchant, s."customerId", s.asset, 'event', s."on")
    from jsonb_to_recordset(p -> 'slides') as s("customerId" uuid, asset text, "on" date);
  end if;
end $$;
--> statement-breakpoint
-- Stores what customers have become: refuses when one has moved since the caller read it, or a new one exists already.
create function ledger_store_customers(p_merchant uuid, p_customers jsonb, p_ids uuid[]) returns void
language plpgsql as $$
declare
  v_new int := (select count(*) from jsonb_array_elements(p_customers) c where c -> 'version' = 'null');
  v_count int;
begin
  perform 1 from jsonb_to_recordset(p_customers) as c(id uuid, version int)
  left join customers k on k.merchant_id = p_merchant and k.id = any (p_ids) and k.id = c.id
  where c.version is not null and k.version is distinct from c.version;
  if found then
    perform ledger_refuse('stale', '{}');
  end if;
  if v_new > 0 then
    insert into customers (merchant_id, id, external_id, email, created_at)
    select p_merchant, c.id, c."externalId", c.email, c."createdAt"
    from jsonb_to_recordset(p_customers) as c(id uuid, "externalId" text, email text, version int, "createdAt" timestamptz)
    where c.version is null
    on conflict do nothing;
    get diagnostics v_count = row_count;
    if v_count <> v_new then
      perform ledger_refuse('stale', '{}');
    end if;
  end if;
  update customers k set version = k.version + 1, enrolled_at = c."enrolledAt", joined_at = coalesce(k.joined_at, c."joinedAt"),
    orders_count = c."ordersCount", spend_minor = c."spendMinor",
    first_order_at = c."firstOrderAt", last_order_at = c."lastOrderAt", tier_key = c."tierKey", tier_since = c."tierSince",
    tier_review_on = case when j ? 'tierReviewOn' then c."tierReviewOn" else k.tier_review_on end,
    tier_grace_until = case when j ? 'tierGraceUntil' then c."tierGraceUntil" else k.tier_grace_until end
  from jsonb_array_elements(p_customers) j cross join jsonb_to_record(j) as c(id uuid, "enrolledAt" timestamptz,
    "joinedAt" timestamptz, "ordersCount" int, "spendMinor" bigint, "firstOrderAt" timestamptz,
    "lastOrderAt" timestamptz, "tierKey" text, "tierSince" timestamptz, "tierReviewOn" date, "tierGraceUntil" date)
  where k.merchant_id = p_merchant and k.id = any (p_ids) and k.id = c.id;
end $$;
--> statement-breakpoint
-- What a call tells beside postings: the key of its command, customers with their counters, orders, and what falls due or
-- gets other dates. The customers are locked. Gives the answer of a command that was given before, else null.
create function ledger_record(
  p_merchant uuid, p jsonb, p_ids uuid[], p_timezone text, p_recorded_at timestamptz
) returns jsonb language plpgsql as $$
declare
  v_command record;
begin
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
    perform ledger_store_customers(p_merchant, p -> 'customers', p_ids);
  end if;
  if p ? 'command' then
    insert into command_keys (merchant_id, key, command, input_hash, result, created_at)
    values (p_merchant, p -> 'command' ->> 'key', p -> 'command' ->> 'name', p -> 'command' ->> 'hash',
      p -> 'command' -> 'result', p_recorded_at)
    on conflict do nothing;
    if not found then
      perform ledger_refuse('stale', '{}');
    end if;
  end if;
  if p ? 'orders' then
    perform ledger_store_orders(p_merchant, p, p_recorded_at);
  end if;
  if p ? 'due' then
    perform ledger_due(p_merchant, d."customerId", d.by, p_timezone, p_recorded_at)
    from jsonb_to_recordset(p -> 'due') as d("customerId" uuid, by date);
  end if;
  if p ?| array['schedules', 'closings', 'slides'] then
    perform ledger_date_lots(p_merchant, p, p_timezone);
  end if;
  return null;
end $$;
--> statement-breakpoint
-- It only ever looks rows up by key; without the setting, a plan made while a table was small would go on scanning
-- it for as long as the session lives. One plan serves all calls: to make a new one for each array of ids would cost
-- more than to run it.
create function ledger_post(p_merchant uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off
  set plan_cache_mode = force_generic_plan as $$
declare
  v_timezone text;
  v_recorded_at timestamptz := (p ->> 'recordedAt')::timestamptz;
  v_actor text := p ->> 'actor';
  v ledger_posting;
  v_all ledger_posting[];
  v_ids uuid[];
  v_answer jsonb;
begin
  select timezone into strict v_timezone from merchants where id = p_merchant;

  -- Given as an array, the ids go straight into the primary key, also before the planner knows the table.
  if jsonb_array_length(p -> 'postings') = 1 then
    v := jsonb_populate_record(null::ledger_posting, p -> 'postings' -> 0);
    v_ids := array[v."customerId"];
  else
    v_all := array(select x from jsonb_populate_recordset(null::ledger_posting, p -> 'postings') x);
    v_ids := array(select "customerId" from unnest(v_all));
  end if;
  if p ?| array['customers', 'due', 'schedules', 'closings', 'slides'] then
    v_ids := v_ids || array(
      select (c ->> 'id')::uuid from jsonb_array_elements(p -> 'customers') c
      union all select (x ->> 'customerId')::uuid from jsonb_array_elements(
        coalesce(p -> 'due', '[]') || coalesce(p -> 'schedules', '[]') || coalesce(p -> 'closings', '[]')
        || coalesce(p -> 'slides', '[]')) x);
  end if;
  perform 1 from customers where merchant_id = p_merchant and id = any (v_ids) order by id for update;

  if p ?| array['command', 'customers', 'orders', 'due', 'schedules', 'closings', 'slides'] then
    v_answer := ledger_record(p_merchant, p, v_ids, v_timezone, v_recorded_at);
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  if v_all is null and v."ifCovered" is not true then
    v_answer := jsonb_build_array(ledger_post_one(p_merchant, v, v_timezone, v_recorded_at, v_actor));
  else
    v_answer := ledger_post_all(p_merchant, coalesce(v_all, array[v]), v_timezone, v_recorded_at, v_actor);
  end if;

  if p ? 'undoneChallenges' then
    delete from challenge_completions d
    using jsonb_to_recordset(p -> 'undoneChallenges') as u("customerId" uuid, key text)
    where d.merchant_id = p_merchant and d.challenge_key = u.key and d.customer_id = u."customerId";
  end if;
  if p ? 'audit' then
    insert into audit_log (merchant_id, id, at, actor, action, subject_type, subject_id, before, after, request_id)
    select p_merchant, a.id, v_recorded_at, v_actor, a.action, a."subjectType", a."subjectId", a.before, a.after,
      p ->> 'requestId'
    from jsonb_to_recordset(p -> 'audit') as a(id uuid, action text, "subjectType" text, "subjectId" text,
      before jsonb, after jsonb);
  end if;
  if p ? 'events' then
    insert into outbox_events (merchant_id, id, type, payload, created_at)
    select p_merchant, e.id, e.type, e.payload, v_recorded_at
    from jsonb_to_recordset(p -> 'events') as e(id uuid, type text, payload jsonb, "onlyAfter" text)
    where e."onlyAfter" is null or v_answer @> jsonb_build_array(
      jsonb_build_object('id', e."onlyAfter", 'status', 'posted'));
  end if;
  return jsonb_build_object('status', 'posted', 'postings', v_answer);
end $$;
--> statement-breakpoint
revoke execute on function ledger_post(uuid, jsonb) from public;
--> statement-breakpoint
-- Tells the planner how large the tables are that a load fills. Sessions keep the plans they made while the tables
-- were empty, those of the foreign keys' checks among them; fresh statistics make them plan again.
-- Whoever does so inside a long transaction keeps the tables to itself until that ends: others pass over them.
create function refresh_statistics() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze (skip_locked) customers, orders, order_lines, refunds, ledger_transactions, ledger_entries, wallets, lots, lot_uses,
    deficits, awards, claw_backs, redemptions;
end $$;
--> statement-breakpoint
revoke execute on function refresh_statistics() from public;
