-- Who did what to which thing, when and from where. Rows are added and never changed: they outlive the accounts and
-- things that they tell of, so nothing is referenced.
create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    account_id bigint,                                  -- null where nobody is signed in, or the program itself acts
    who        text        not null,                    -- the account's name at that time
    action     text        not null,                    -- dataset.create
    object     text        not null default '',         -- dataset 12
    detail     text        not null default '',
    address    text        not null default '',         -- of the browser or client; '' where the program acts by itself
    via        text        not null                     -- page, token <name>, program
);

-- Each filter's index gives the newest first, so that a page of a million rows costs as much as one of a thousand.
create index audit_at on audit (at desc, id desc);
create index audit_who on audit (lower(who), at desc, id desc);
create index audit_account on audit (account_id, at desc, id desc);
create index audit_action on audit (action, at desc, id desc);
create index audit_area on audit (split_part(action, '.', 1), at desc, id desc);
create index audit_object on audit (object, at desc, id desc);
create index audit_words on audit using gin (to_tsvector('simple',
    regexp_replace(who || ' ' || action || ' ' || object || ' ' || detail || ' ' || address || ' ' || via,
        '[^[:alnum:]]+', ' ', 'g')));

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log is only added to; no entry of it is changed or removed.'
        using errcode = 'insufficient_privilege';
end $$;

create trigger audit_rows_stay before update or delete on audit
    for each row execute function refuse_audit_change();
create trigger audit_stays before truncate on audit
    for each statement execute function refuse_audit_change();
-- Fires for replicated changes too.
alter table audit enable always trigger audit_rows_stay;
alter table audit enable always trigger audit_stays;
