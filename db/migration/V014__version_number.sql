-- A version's number is not given again after it was deleted.
alter table dataset add column last_number int not null default 0;
update dataset set last_number = coalesce((select max(number) from dataset_version where dataset_id = dataset.id), 0);
