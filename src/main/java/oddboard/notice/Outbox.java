package oddboard.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is still to be sent outside. A message's row is locked while it is under way, so that no two nodes send it; it is
 * tried again with growing pauses, and then given up.
 */
@Component
class Outbox {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Webhook webhook;
    private final String pages;

    /** @param pages address of these pages as users reach them; empty where messages have no links */
    @Autowired
    Outbox(
            TransactionTemplate transaction,
            JdbcClient jdbc,
            Webhook webhook,
            @Value("${oddboard.public-url:}") String pages) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.webhook = webhook;
        this.pages = pages.strip().replaceFirst("/+$", "");
    }

    private record Message(
            long id,
            long account,
            String text,
            String href,
            int tries,
            @Nullable String url) {}

    /** Sends the next message that is due; false where there is none. */
    boolean sendOne() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Message> next = jdbc.sql("""
                    select m.id, m.account_id, m.text, m.href, m.tries, c.webhook_url
                    from webhook_message m left join notice_choice c on c.account_id = m.account_id
                    where m.ended_at is null and m.due_at <= now()
                    order by m.tries, m.id limit 1 for update of m skip locked
                    """)
                    .query((row, n) -> new Message(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5),
                            row.getString(6)))
                    .optional();
            next.ifPresent(this::send);
            return next.isPresent();
        }));
    }

    private void send(Message message) {
        Webhook.Result result = message.url() == null
                ? new Webhook.Result(0, "No address is set any more.", Optional.empty())
                : webhook.send(message.url(), words(message));
        boolean last = message.url() == null || message.tries() >= PAUSES.size();
        boolean ended = result.sent() || last;
        String sentence = result.sent() || message.url() == null
                ? result.sentence()
                : result.sentence()
                        + (last
                                ? " It was tried " + (message.tries() + 1) + " times and given up."
                                : " It is tried again.");
        jdbc.sql("""
                update webhook_message set tries = tries + 1, sent = :sent, result = :result, tried_at = clock_timestamp(),
                    ended_at = case when :ended then clock_timestamp() end
                where id = :id
                """)
                .param("sent", result.sent())
                .param("result", sentence)
                .param("ended", ended)
                .param("id", message.id())
                .update();
        if (!ended) {
            // The others for that address wait with it, and hold nobody else up.
            jdbc.sql("""
                    update webhook_message set due_at = clock_timestamp() + :pause * interval '1 second'
                    where id in (select id from webhook_message where account_id = :account and ended_at is null
                        for update skip locked)
                    """)
                    .param("pause", PAUSES.get(message.tries()).toSeconds())
                    .param("account", message.account())
                    .update();
        }
    }

    /** As Slack reads it: three characters are written otherwise, and a link stands in angle brackets. */
    private String words(Message message) {
        String text = message.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return pages.isEmpty() || message.href().isEmpty()
                ? text
                : text + " <" + pages + "/" + message.href() + "|Open it>";
    }

    /** Forgets messages that are long over. */
    void tidy() {
        jdbc.sql("delete from webhook_message where ended_at < now() - interval '7 days'")
                .update();
    }
}
