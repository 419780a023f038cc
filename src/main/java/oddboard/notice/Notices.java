package oddboard.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.audit.Audit;
import oddboard.dataset.DatasetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person's notices, and what they want to hear of. */
@Service
public class Notices {
    private static final long AT_MOST_ONCE_IN = TimeUnit.SECONDS.toNanos(1);
    /** What a notice is about is hidden from those who lost sight of it. */
    private static final String SEEN = """
            and (n.run_id is null or exists (
                select 1 from run r join dataset_version v on v.id = r.version_id
                join dataset_right seen on seen.dataset_id = v.dataset_id and seen.account_id = n.account_id
                where r.id = n.run_id))""";

    private final JdbcClient jdbc;
    private final WebhookRules rules;
    private final Audit audit;
    private volatile long newest;
    private volatile long lastCheck = System.nanoTime() - AT_MOST_ONCE_IN;

    Notices(JdbcClient jdbc, WebhookRules rules, Audit audit) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.audit = audit;
    }

    /** Newest first. */
    public List<Notice> list(User of, int limit) {
        return list(of, Long.MAX_VALUE, limit);
    }

    /** Newest first, those older than {@code before} alone. */
    public List<Notice> list(User of, long before, int limit) {
        return jdbc.sql("select n.* from notice n where n.account_id = :of and n.bell and n.id < :before " + SEEN
                        + " order by n.id desc limit :limit")
                .param("of", of.id().value())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new Notice(
                        row.getLong("id"),
                        row.getBoolean("good"),
                        row.getString("text"),
                        row.getString("href"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("read_at") != null))
                .list();
    }

    public int countUnread(User of) {
        return jdbc.sql("select count(*) from notice n where n.account_id = :of and n.bell and n.read_at is null "
                        + SEEN)
                .param("of", of.id().value())
                .query(Integer.class)
                .single();
    }

    /** Id of the newest notice of anybody: where it hasn't changed, nobody's notices need be read. A second old at most. */
    public long newest() {
        long now = System.nanoTime();
        if (now - lastCheck >= AT_MOST_ONCE_IN) {
            lastCheck = now;
            newest = jdbc.sql("select coalesce(max(id), 0) from notice")
                    .query(Long.class)
                    .single();
        }
        return newest;
    }

    /** As {@link #tell(NoticeKind, NoticeText, UserId, DatasetId)}, of what has no kind of its own. */
    public void tell(NoticeText notice, UserId to, DatasetId dataset) {
        tell(NoticeKind.OTHER, notice, to, dataset);
    }

    /** Notifies somebody as they chose, unless they no longer see the data set; in the caller's transaction. */
    public void tell(NoticeKind kind, NoticeText notice, UserId to, DatasetId dataset) {
        deliver(
                kind,
                notice,
                "from dataset_right where dataset_id = :dataset and account_id = :to",
                Map.of("dataset", dataset.value(), "to", to.value()));
    }

    /** As above, of something that is no data set's. */
    public void tell(NoticeText notice, UserId to) {
        tell(NoticeKind.OTHER, notice, to);
    }

    /** As above. */
    public void tell(NoticeKind kind, NoticeText notice, UserId to) {
        deliver(kind, notice, "from account where id = :to", Map.of("to", to.value()));
    }

    private void deliver(NoticeKind kind, NoticeText notice, String from, Map<String, Long> values) {
        String account = values.containsKey("dataset") ? "account_id" : "id as account_id";
        jdbc.sql("with added as (select " + account + """
                , null::bigint as run_id, :kind as kind, :good as good, :text as head, '' as metrics, '' as tail,
                    :href as href\s""" + from + ")" + NoticeSql.DELIVER)
                .params(values)
                .param("kind", kind.word())
                .param("good", notice.good())
                .param("text", notice.text())
                .param("href", notice.href())
                .update();
    }

    public void markRead(User of, long id) {
        jdbc.sql("update notice set read_at = now() where account_id = :of and id = :id and read_at is null")
                .param("of", of.id().value())
                .param("id", id)
                .update();
    }

    public void markAllRead(User of) {
        jdbc.sql("update notice set read_at = now() where account_id = :of and read_at is null")
                .param("of", of.id().value())
                .update();
    }

    public NoticeChoice choice(User of) {
        return jdbc.sql("select * from notice_choice where account_id = :of")
                .param("of", of.id().value())
                .query((row, n) -> new NoticeChoice(
                        row.getBoolean("own_succeeded"),
                        row.getBoolean("own_failed"),
                        row.getBoolean("own_sweeps"),
                        row.getBoolean("own_imports"),
                        row.getBoolean("on_my_sets"),
                        Optional.ofNullable(row.getString("webhook_url")).orElse("")))
                .optional()
                .orElse(NoticeChoice.DEFAULT);
    }

    /** Hosts that webhooks may lead to, as the administrator lists them. */
    public List<String> webhookHosts() {
        return rules.allowed();
    }

    /** @throws IllegalArgumentException with a sentence where the webhook's address may not be used */
    @Transactional
    public void choose(User of, NoticeChoice choice) {
        String webhook = choice.webhook().strip();
        // Its path is often a secret.
        String change = webhook.isEmpty()
                ? "no webhook"
                : "webhook to " + rules.check(webhook).getHost();
        jdbc.sql("""
                insert into notice_choice (account_id, own_succeeded, own_failed, own_sweeps, own_imports, on_my_sets,
                    webhook_url)
                values (:of, :succeeded, :failed, :sweeps, :imports, :sets, nullif(:webhook, ''))
                on conflict (account_id) do update set own_succeeded = excluded.own_succeeded,
                    own_failed = excluded.own_failed, own_sweeps = excluded.own_sweeps,
                    own_imports = excluded.own_imports, on_my_sets = excluded.on_my_sets, webhook_url = excluded.webhook_url
                """)
                .param("of", of.id().value())
                .param("succeeded", choice.ownSucceeded())
                .param("failed", choice.ownFailed())
                .param("sweeps", choice.ownSweeps())
                .param("imports", choice.ownImports())
                .param("sets", choice.onMySets())
                .param("webhook", webhook)
                .update();
        audit.record(of.actor(), "notice.choose", "user " + of.id(), change);
    }

    /** Puts a test message behind those that wait. */
    @Transactional
    public void sendTest(User of) {
        jdbc.sql("""
                insert into webhook_message (account_id, text, href)
                values (:of, 'A test from Oddboard, requested by ' || :name || '.', '')
                """).param("of", of.id().value()).param("name", of.name()).update();
        audit.record(of.actor(), "webhook.test", "user " + of.id(), "");
    }

    /**
     * How the last try to reach the webhook went.
     *
     * @param waiting messages that are still to be sent
     */
    public record Delivery(boolean sent, String result, Instant at, int waiting) {}

    public Optional<Delivery> lastDelivery(User of) {
        return jdbc.sql("""
                select sent, result, tried_at, (select count(*) from webhook_message w
                    where w.account_id = m.account_id and ended_at is null) as waiting
                from webhook_message m where account_id = :of and tried_at is not null order by tried_at desc limit 1
                """)
                .param("of", of.id().value())
                .query((row, n) -> new Delivery(
                        row.getBoolean(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getInt(4)))
                .optional();
    }
}
