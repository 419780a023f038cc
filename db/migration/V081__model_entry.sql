-- Settings of the run that fitted a version's weights, where the version is one of the results that this run gave beside its own,
-- such as one of several heads; null where they are the version's own.
alter table model_version add column fitted_settings json;
