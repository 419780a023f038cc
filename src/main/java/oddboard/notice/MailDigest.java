package oddboard.notice;

import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends each person one mail with all that waits for them, once the first of it has waited as long as is set. What they have
 * read in the pages by then is not sent. No two nodes send the same: the person's row is locked while it is under way.
 */
@Component
@ConditionalOnWebApplication
class MailDigest {
    private static final Logger LOG = LoggerFactory.getLogger(MailDigest.class);
    private static final int MOST = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailSettings settings;
    private final ObjectProvider<JavaMailSender> sender;
    /** Whose mail the server refuses, and since when (System.nanoTime): it is not tried for a while: others' mail doesn't wait behind it. */
    private final Map<Long, Long> refused = new HashMap<>();

    MailDigest(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MailSettings settings,
            ObjectProvider<JavaMailSender> sender) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.sender = sender;
    }

    private record Reader(long account, String name, String email) {}

    private record Line(long id, String text, String href) {}

    /** Sends all mail that is due; what can't be sent now waits. */
    void sendAll() {
        JavaMailSender by = sender.getIfAvailable();
        if (by == null) {
            return;
        }
        long now = System.nanoTime();
        refused.values().removeIf(since -> now - since > PATIENCE.toNanos());
        boolean more = true;
        while (more) {
            int before = refused.size();
            try {
                more = Boolean.TRUE.equals(transaction.execute(status -> sendOne(by)));
            } catch (MailException e) {
                LOG.warn("Mail could not be sent now, and is tried again: {}", e.getMessage());
                more = refused.size() > before;
            }
        }
    }

    private boolean sendOne(JavaMailSender by) {
        jdbc.sql("update notice set mail = false where mail and read_at is not null")
                .update();
        Optional<Reader> due = jdbc.sql("""
                select c.account_id, a.name, c.email from notice_choice c join account a on a.id = c.account_id
                where c.email is not null and a.removed_at is null and a.locked_at is null
                    and c.account_id <> all(:refused::bigint[]) and exists (
                    select 1 from notice n where n.account_id = c.account_id and n.mail
                        and n.created_at <= clock_timestamp() - :gather * interval '1 millisecond')
                order by c.account_id limit 1 for update of c skip locked
                """)
                .param("gather", settings.digest.toMillis())
                .param("refused", refused.keySet().toArray(Long[]::new))
                .query((row, n) -> new Reader(row.getLong(1), row.getString(2), row.getString(3)))
                .optional();
        due.ifPresent(reader -> send(by, reader));
        return due.isPresent();
    }

    private void send(JavaMailSender by, Reader reader) {
        List<Line> lines = jdbc
                .sql("""
                update notice set mail = false where id in (
                    select n.id from notice n where n.account_id = :account and n.mail order by n.id limit :most)
                returning id, text, href
                """)
                .param("account", reader.account)
                .param("most", MOST)
                .query((row, n) -> new Line(row.getLong(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .sorted((a, b) -> Long.compare(a.id, b.id))
                .toList();
        var text = new StringBuilder("Hello " + reader.name + ",\n\n");
        for (Line line : lines) {
            text.append("- ").append(line.text).append('\n');
            if (!settings.pages.isEmpty() && !line.href.isEmpty()) {
                text.append("  ")
                        .append(settings.pages)
                        .append('/')
                        .append(line.href)
                        .append('\n');
            }
        }
        text.append("\nWhat you get by mail you choose on your account page")
                .append(settings.pages.isEmpty() ? "." : ": " + settings.pages + "/account")
                .append('\n');
        var message = new SimpleMailMessage();
        message.setFrom(settings.from.isBlank() ? "oddboard@localhost" : settings.from);
        message.setTo(reader.email);
        message.setSubject(lines.size() == 1 ? "Oddboard: 1 notice" : "Oddboard: " + lines.size() + " notices");
        message.setText(text.toString());
        try {
            by.send(message);
        } catch (MailSendException e) {
            if (Arrays.stream(e.getMessageExceptions()).anyMatch(SendFailedException.class::isInstance)) {
                refused.put(reader.account, System.nanoTime());
            }
            throw e;
        }
    }
}
