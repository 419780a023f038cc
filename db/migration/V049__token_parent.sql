-- The token by which a token was made; empty where it was made on the account page, and of tokens from before this.
alter table access_token add column parent_id bigint references access_token on delete cascade;
create index access_token_parent on access_token (parent_id);
create index access_token_account on access_token (account_id);

-- Tokens that open something: neither they nor one of those by which they were made has ended.
create view working_token as
select t.id, t.account_id, t.name, t.scope, t.token_sha256, t.created_at, t.expires_at, t.last_used_at
from access_token t
where t.revoked_at is null
  and (t.expires_at is null or t.expires_at > now())
  and not exists (
      with recursive line as (
          select p.id, p.parent_id, p.revoked_at, p.expires_at from access_token p where p.id = t.parent_id
          union all
          select p.id, p.parent_id, p.revoked_at, p.expires_at from access_token p join line l on p.id = l.parent_id)
      select from line where revoked_at is not null or expires_at <= now());
