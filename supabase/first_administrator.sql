-- The first administrator: run it in the project's SQL editor once the person has an account there, and BEFORE the
-- person first opens our dashboard. `app_metadata` gives the first role only; afterwards roles are changed in the dashboard.
update auth.users
set raw_app_meta_data = coalesce(raw_app_meta_data, '{}'::jsonb) || '{"role": "admin"}'::jsonb
where email = 'you@example.com';
