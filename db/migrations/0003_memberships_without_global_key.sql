ALTER TABLE "memberships" DROP CONSTRAINT "memberships_user_id_staff_users_id_fk";
