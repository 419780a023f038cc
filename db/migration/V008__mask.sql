-- Which pixels of test images are anomalous, where somebody drew it. The bytes are a blob: one bit a pixel at the
-- version's image size, row by row, the highest bit first, one mask after the other.
create table mask (
    version_id bigint primary key references dataset_version on delete cascade,
    sha256     text  not null references blob (sha256),
    test_index int[] not null -- the test images that have a mask, ascending; the n-th mask belongs to the n-th
);
create index mask_blob on mask (sha256);
