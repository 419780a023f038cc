-- Set where a text tells metrics: the same text without them, which takes its place once the metrics are hidden.
alter table run_log add line_without_metrics text;
alter table notice add text_without_metrics text;
alter table webhook_message add text_without_metrics text;

-- A program of the version before writes the texts alone. The next release drops these functions and their triggers.
create function note_line_without_metrics() returns trigger language plpgsql as $$
begin
    new.line_without_metrics := regexp_replace(new.line, ': AUC [0-9.]+$', '');
    return new;
end $$;
create trigger note_line_without_metrics before insert on run_log
    for each row when (new.line_without_metrics is null and new.line like 'scored %: AUC %')
    execute function note_line_without_metrics();

create function note_text_without_metrics() returns trigger language plpgsql as $$
begin
    new.text_without_metrics := regexp_replace(new.text, '(: |, best )AUC [0-9.]+[0-9]', '');
    return new;
end $$;
create trigger note_text_without_metrics before insert on notice
    for each row when (new.text_without_metrics is null and new.text ~ '(: |, best )AUC [0-9]')
    execute function note_text_without_metrics();
create trigger note_text_without_metrics before insert on webhook_message
    for each row when (new.text_without_metrics is null and new.text ~ '(: |, best )AUC [0-9]')
    execute function note_text_without_metrics();

update run_log set line_without_metrics = regexp_replace(line, ': AUC [0-9.]+$', '')
where line like 'scored %: AUC %';
update notice set text_without_metrics = regexp_replace(text, '(: |, best )AUC [0-9.]+[0-9]', '')
where text ~ '(: |, best )AUC [0-9]';
update webhook_message set text_without_metrics = regexp_replace(text, '(: |, best )AUC [0-9.]+[0-9]', '')
where text ~ '(: |, best )AUC [0-9]';
