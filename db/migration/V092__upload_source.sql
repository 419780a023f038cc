-- The place that the server took the upload from itself, such as s3://parts/line3, and how many files it had; null where somebody
-- sent it.
alter table upload
    add column source       text,
    add column source_files int;
