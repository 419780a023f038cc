-- Who is signed in by which browser, for the person's own list. The session itself is in its web node's memory, which ends it
-- when its line here is gone.
create table browser_session (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account on delete cascade,
    address    text        not null,
    agent      text        not null,
    began_at   timestamptz not null,
    -- The person's hand, to the minute; what a page does by itself doesn't count.
    seen_at    timestamptz not null
);
create index browser_session_account on browser_session (account_id);
