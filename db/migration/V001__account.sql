create table account (
    id                   bigint generated always as identity primary key,
    name                 text        not null check (length(name) between 1 and 100),
    password_hash        text        not null,
    role                 text        not null check (role in ('ADMIN', 'MEMBER', 'VIEWER')),
    must_change_password boolean     not null default false,
    created_at           timestamptz not null default now()
);
create unique index account_name on account (lower(name));

-- Only the SHA-256 of a token is kept: a copy of the database opens nothing.
create table access_token (
    id           bigint generated always as identity primary key,
    account_id   bigint      not null references account on delete cascade,
    name         text        not null,
    token_sha256 bytea       not null unique,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
