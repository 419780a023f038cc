package oddboard.api;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A link for guests of somebody's. */
final class GuestLinkRow {
    private GuestLinkRow() {}

    static String add(JdbcClient sql, String dataset, long owner) {
        return sql.sql("""
                        insert into guest_link (account_id, dataset_id, secret_hash, report, title, expires_at)
                        values (:owner, :dataset, gen_random_uuid()::text, '/api/v1/runs/1/report', 'Run 1', now() + interval '1 day')
                        returning id""")
                .param("owner", owner)
                .param("dataset", Long.parseLong(dataset))
                .query(Long.class)
                .single()
                .toString();
    }
}
