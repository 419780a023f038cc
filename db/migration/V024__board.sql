-- The columns that a person chose for boards, in their order.
create table board_columns (
    account_id bigint primary key references account on delete cascade,
    columns    text[] not null
);
-- A board reads all judgements by one label set.
create index run_judgement_board on run_judgement (label_set_id, auroc desc nulls last);
