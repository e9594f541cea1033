-- Gives a redemption back, and its piece of stock with it: one that is still issued, or a used one together with its
-- order, when nothing is left of that.
create or replace function ledger_cancel_redemption(p_merchant uuid, p_id uuid, p_at timestamptz)
returns void language plpgsql as $$
declare
  v_reward text;
begin
  update redemptions r set status = 'cancelled', cancelled_at = p_at
  where merchant_id = p_merchant and id = p_id and (status = 'issued' or status = 'used' and exists (
    select 1 from orders o
    where o.merchant_id = p_merchant and o.id = r.order_id and (o.is_test
      or o.status not in ('paid', 'partially_refunded') or o.refunded_minor > 0 and o.refunded_minor >= o.total_minor)))
  returning reward_key into v_reward;
  if not found then
    perform ledger_refuse('settled', jsonb_build_object('redemption', p_id));
  end if;
  update reward_stock set remaining = remaining + 1 where merchant_id = p_merchant and reward_key = v_reward;
end $$;
