package oddboard.api;

import java.util.Optional;
import oddboard.account.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keys of POSTs and what they were answered. */
@Repository
class IdempotencyRepository {
    private final JdbcClient jdbc;

    IdempotencyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Call(UserId account, String key, String methodPath) {}

    record Answer(String methodPath, String bodySha256, int status, String body) {
        boolean samePurpose(Call call, String sha256) {
            return methodPath.equals(call.methodPath) && bodySha256.equals(sha256);
        }
    }

    /**
     * Waits for a call with the same key that is under way. What the call sends is known only at its end.
     *
     * @return false where the key has had its answer
     */
    boolean claim(Call call) {
        jdbc.sql("delete from idempotency_key where created_at < now() - interval '7 days'")
                .update();
        return jdbc.sql("""
                insert into idempotency_key (account_id, key, method_path, body_sha256)
                values (:account, :key, :call, '')
                on conflict do nothing
                """)
                        .param("account", call.account.value())
                        .param("key", call.key)
                        .param("call", call.methodPath)
                        .update()
                == 1;
    }

    void answered(Call call, String sha256, int status, String body) {
        jdbc.sql("""
                update idempotency_key set body_sha256 = :sha256, response_status = :status, response_body = :body
                where account_id = :account and key = :key
                """)
                .param("sha256", sha256)
                .param("status", status)
                .param("body", body)
                .param("account", call.account.value())
                .param("key", call.key)
                .update();
    }

    Optional<Answer> answer(Call call) {
        return jdbc.sql("""
                select method_path, body_sha256, response_status, response_body from idempotency_key
                where account_id = :account and key = :key and created_at >= now() - interval '7 days'
                """)
                .param("account", call.account.value())
                .param("key", call.key)
                .query((rs, n) -> new Answer(rs.getString(1), rs.getString(2), rs.getInt(3), rs.getString(4)))
                .optional();
    }
}
