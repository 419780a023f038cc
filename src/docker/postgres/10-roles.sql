-- Run once by the PostgreSQL image, as its superuser, when the data folder is made. Two roles: the owner changes tables,
-- the application reads and writes rows. Of the audit log the application may only read and add, see db/migration.
\set owner_password `cat /run/passwords/owner/spring.datasource.password`
\set app_password `cat /run/passwords/app/spring.datasource.password`
create role oddboard_owner login password :'owner_password';
create role oddboard_app login password :'app_password';
alter database :"DBNAME" owner to oddboard_owner;
revoke all on database :"DBNAME" from public;
grant connect, temporary on database :"DBNAME" to oddboard_app;
alter schema public owner to oddboard_owner;
revoke all on schema public from public;
grant usage on schema public to oddboard_app;
alter default privileges for role oddboard_owner in schema public
    grant select, insert, update, delete on tables to oddboard_app;
alter default privileges for role oddboard_owner in schema public grant usage, select, update on sequences to oddboard_app;
