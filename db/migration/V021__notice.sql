-- What a person wants to hear of; without a row the defaults hold.
create table notice_choice (
    account_id    bigint  primary key references account on delete cascade,
    own_succeeded boolean not null default true,
    own_failed    boolean not null default true,
    own_sweeps    boolean not null default true,
    on_my_sets    boolean not null default false,        -- runs of others on data sets that are mine
    webhook_url   text
);

create table notice (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account on delete cascade,
    run_id     bigint      references run on delete cascade,   -- null where it is about something else
    good       boolean     not null,
    text       text        not null,
    href       text        not null,                           -- without a leading slash
    created_at timestamptz not null default now(),
    read_at    timestamptz
);
create index notice_account on notice (account_id, id desc);
create index notice_unread on notice (account_id) where read_at is null;
create index notice_run on notice (run_id);

-- What is still to be told outside, written in the transaction of the notice.
create table webhook_message (
    id         bigint generated always as identity primary key,
    account_id bigint      not null references account on delete cascade,
    text       text        not null,
    href       text        not null,
    tries      int         not null default 0,
    due_at     timestamptz not null default now(),
    ended_at   timestamptz,                                    -- it was sent, or given up
    sent       boolean     not null default false,
    result     text        not null default '',                -- a sentence about the last try
    tried_at   timestamptz
);
create index webhook_message_due on webhook_message (due_at) where ended_at is null;
create index webhook_message_account on webhook_message (account_id, tried_at desc);
