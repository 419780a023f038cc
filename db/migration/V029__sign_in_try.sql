-- Shared by all web nodes, so that no restart and no other node forgets a guess. Keys are hashed: people type passwords as names.
create table sign_in_try (
    id         bigint generated always as identity primary key,
    key_sha256 bytea       not null,
    tried_at   timestamptz not null
);
create index sign_in_try_key on sign_in_try (key_sha256, tried_at);
create index sign_in_try_time on sign_in_try (tried_at);
