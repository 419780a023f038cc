-- A removed account stays as the name of whoever made what is left.
alter table account
    add column locked_at       timestamptz,
    add column removed_at      timestamptz,
    add column last_sign_in_at timestamptz,
    -- Counts up whenever all browser sessions of the account must end.
    add column session_epoch   integer not null default 0,
    -- Issuer and subject at the OpenID Connect provider, as in 'https://id.example.org 4711'.
    add column oidc_subject    text    unique;

-- What a token may do at most; its owner's role may be less. Tokens from before this could do all that their owner could.
alter table access_token
    add column scope text not null default 'ADMIN' check (scope in ('READ', 'WRITE', 'ADMIN'));

-- Only the SHA-256 of a link's secret is kept.
create table invitation (
    id            bigint generated always as identity primary key,
    secret_sha256 bytea       not null unique,
    role          text        not null check (role in ('ADMIN', 'MEMBER', 'VIEWER')),
    invited_by    bigint      not null references account on delete cascade,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    revoked_at    timestamptz,
    accepted_at   timestamptz,
    accepted_by   bigint      references account on delete set null
);
