-- By what a person hears of each kind of thing. Where there is no row: by the bell and, if they have one, the webhook, as the
-- older columns of notice_choice say, which nodes of before go on reading.
create table notice_switch (
    account_id bigint  not null references account on delete cascade,
    kind       text    not null,
    bell       boolean not null,
    mail       boolean not null,
    webhook    boolean not null,
    primary key (account_id, kind)
);
alter table notice_choice add column email text;                      -- null: no mail is sent

alter table notice add column kind text not null default 'other';
alter table notice add column bell boolean not null default true;     -- whether pages show it
alter table notice add column mail boolean not null default false;    -- whether it waits for the next mail
create index notice_mail on notice (account_id) where mail;

-- Limits of which somebody was told that they come near; until they are far away again.
create table notice_quota (
    account_id bigint not null references account on delete cascade,
    kind       text   not null,
    primary key (account_id, kind)
);
