-- Where there is a role named oddboard_app, the program may serve as it while the tables' owner migrates them: it gets
-- what it needs to read and write, and of the audit log no more than to read and add.
do $$
begin
    if exists (select from pg_roles where rolname = 'oddboard_app' and rolname <> current_user) then
        grant usage on schema public to oddboard_app;
        grant select, insert, update, delete on all tables in schema public to oddboard_app;
        grant usage, select, update on all sequences in schema public to oddboard_app;
        grant execute on all functions in schema public to oddboard_app;
        -- Not there yet where older tables are made, as a restore does.
        if to_regclass('audit') is not null then
            revoke all on audit from oddboard_app;
            grant select, insert on audit to oddboard_app;
        end if;
        revoke insert, update, delete on flyway_schema_history from oddboard_app;
    end if;
end $$;
