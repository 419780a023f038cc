-- Arrays that need no change stay where they were uploaded: then the training images start behind the file's header, and
-- the test images lie in a file of their own. Where test_sha256 is null they follow the training images.
alter table dataset_version
    add column images_start bigint not null default 0 check (images_start >= 0),
    add column test_sha256  text references blob (sha256),
    add column test_start   bigint check (test_start >= 0),
    add check ((test_sha256 is null) = (test_start is null));
create index dataset_version_test_blob on dataset_version (test_sha256) where test_sha256 is not null;

create or replace view blob_use as
select u.sha256, u.dataset_id, u.account_id from upload u
union all
select v.images_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.images_sha256 is not null
union all
select v.test_sha256, v.dataset_id, d.account_id
from dataset_version v join dataset d on d.id = v.dataset_id where v.test_sha256 is not null
union all
select m.sha256, v.dataset_id, d.account_id
from mask m join dataset_version v on v.id = m.version_id join dataset d on d.id = v.dataset_id
union all
select c.sha256, v.dataset_id, r.account_id
from run_checkpoint c join run r on r.id = c.run_id join dataset_version v on v.id = r.version_id
union all
select s.reconstructions_sha256, v.dataset_id, r.account_id
from run_result s join run r on r.id = s.run_id join dataset_version v on v.id = r.version_id;
