package oddboard.api;

import org.springframework.jdbc.core.simple.JdbcClient;

/** An inbox of the only model. */
final class InboxRow {
    private InboxRow() {}

    static String add(JdbcClient sql, String name) {
        sql.sql("delete from inbox").update();
        return sql.sql("""
                        insert into inbox (name, folder, model_id, alias, minutes, psi_limit, account_id)
                        select :name, 'images', id, 'in-use', 5, 0.25, account_id from registered_model order by id desc limit 1
                        returning id""").param("name", name).query(Long.class).single().toString();
    }
}
