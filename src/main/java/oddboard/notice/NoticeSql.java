package oddboard.notice;

/** What brings a notice to whoever wants it, in one statement with what finds it. */
final class NoticeSql {
    private NoticeSql() {}

    /** Whether somebody without a switch of that kind hears of it by the bell; the older choices have columns of their own. */
    private static final String BELL = """
            coalesce(case kind.word
                when 'run-succeeded' then c.own_succeeded when 'run-failed' then c.own_failed when 'sweep' then c.own_sweeps
                when 'import' then c.own_imports when 'my-sets' then c.on_my_sets else s.bell end, kind.word <> 'my-sets')""";

    /** Switches of one person, {@code :of}; columns word, bell, mail, webhook. */
    static final String SWITCHES = """
            select kind.word, b.bell, coalesce(s.mail, false) as mail, coalesce(s.webhook, b.bell) as webhook
            from unnest(:kinds::text[]) kind (word)
            left join notice_choice c on c.account_id = :of
            left join notice_switch s on s.account_id = :of and s.kind = kind.word
            cross join lateral (select\s""" + BELL + " as bell) b";

    /**
     * Follows a statement's part {@code added (account_id, run_id, kind, good, head, metrics, tail, href)}: notices with the
     * text without its metrics beside it, a mark for the next mail, and messages for webhooks.
     */
    static final String DELIVER = """
            , wanted as (
                select a.*, a.head || a.metrics || a.tail as text,
                    case when a.metrics <> '' then a.head || a.tail end as text_without_metrics, b.bell,
                    coalesce(s.mail, false) and c.email is not null as mail,
                    coalesce(s.webhook, b.bell) and c.webhook_url is not null as webhook
                from added a
                cross join lateral (select a.kind as word) kind
                left join notice_choice c on c.account_id = a.account_id
                left join notice_switch s on s.account_id = a.account_id and s.kind = a.kind
                cross join lateral (select\s""" + BELL + """
             as bell) b),
            noted as (
                insert into notice (account_id, run_id, kind, good, text, text_without_metrics, href, bell, mail)
                select account_id, run_id, kind, good, text, text_without_metrics, href, bell, mail from wanted
                where bell or mail returning pg_notify('oddboard_notice', account_id::text)::text)
            insert into webhook_message (account_id, text, text_without_metrics, href)
            select account_id, text, text_without_metrics, href from wanted where webhook
            """;
}
