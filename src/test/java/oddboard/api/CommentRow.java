package oddboard.api;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A comment on a run, written by somebody. */
final class CommentRow {
    private CommentRow() {}

    /** @return its id */
    static String add(JdbcClient sql, String run, long by) {
        return Long.toString(sql.sql("""
                        insert into comment (dataset_id, run_id, account_id, text)
                        select v.dataset_id, r.id, :by, 'new' from run r join dataset_version v on v.id = r.version_id
                        where r.id = :run returning id""")
                .param("run", Long.parseLong(run))
                .param("by", by)
                .query(Long.class)
                .single());
    }
}
