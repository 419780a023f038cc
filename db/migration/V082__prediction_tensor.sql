-- Single images may come as pixels that the network sees as they are, and go back with the values of their anomaly map.
alter table prediction add column pixels boolean not null default false;         -- uint8 HWC in place of a file
alter table prediction add column wants_values boolean not null default false;
alter table prediction add column map_values bytea;                              -- float16, little-endian, row by row
alter table prediction add column map_values_edge int;
