-- What each image of a version holds: 16 bytes an image, in the order of the packed file; made when first asked for.
create table image_hash (
    version_id bigint primary key references dataset_version on delete cascade,
    hash       bytea  not null
);
alter table image_hash alter column hash set storage external;
