package oddboard.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.audit.Audit;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** By what people hear of each kind of thing, and where their mail goes. */
@Service
public class NoticeSwitches {
    private static final Map<String, NoticeKind> KINDS =
            Arrays.stream(NoticeKind.values()).collect(Collectors.toMap(NoticeKind::word, Function.identity()));
    private final JdbcClient jdbc;
    private final MailSettings mail;
    private final Audit audit;

    NoticeSwitches(JdbcClient jdbc, MailSettings mail, Audit audit) {
        this.jdbc = jdbc;
        this.mail = mail;
        this.audit = audit;
    }

    /** Of all kinds, in their order. */
    public List<NoticeSwitch> of(User owner) {
        return jdbc
                .sql(NoticeSql.SWITCHES)
                .param("of", owner.id().value())
                .param("kinds", KINDS.keySet().toArray(String[]::new))
                .query((row, n) -> new NoticeSwitch(
                        kind(row.getString(1)), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)))
                .list()
                .stream()
                .sorted((a, b) -> a.kind().compareTo(b.kind()))
                .toList();
    }

    /** @throws InputException where there is no such kind */
    public static NoticeKind kind(String word) {
        return Optional.ofNullable(KINDS.get(word.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new InputException(
                        "FIELD_INVALID",
                        "",
                        "kind",
                        "\"kind\" must be one of "
                                + Arrays.stream(NoticeKind.values())
                                        .map(NoticeKind::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** Whether this server sends mail at all. */
    public boolean hasMail() {
        return mail.isOn();
    }

    /** Where mail goes; "" for nowhere. */
    public String email(User owner) {
        return jdbc.sql("select email from notice_choice where account_id = :of")
                .param("of", owner.id().value())
                .query((row, n) -> Optional.ofNullable(row.getString(1)).orElse(""))
                .optional()
                .orElse("");
    }

    /**
     * Chooses anew; kinds that are not named stay as they are.
     *
     * @param email null leaves it as it is; "" for none
     * @throws InputException where it is no address of mail
     */
    @Transactional
    public void choose(User owner, @Nullable String email, List<NoticeSwitch> switches) {
        if (email != null) {
            String plain = MailSettings.checked(email);
            jdbc.sql("""
                    insert into notice_choice (account_id, email) values (:of, nullif(:email, ''))
                    on conflict (account_id) do update set email = excluded.email
                    """).param("of", owner.id().value()).param("email", plain).update();
        }
        for (NoticeSwitch one : switches) {
            jdbc.sql("""
                    insert into notice_switch (account_id, kind, bell, mail, webhook) values (:of, :kind, :bell, :mail, :webhook)
                    on conflict (account_id, kind)
                        do update set bell = excluded.bell, mail = excluded.mail, webhook = excluded.webhook
                    """)
                    .param("of", owner.id().value())
                    .param("kind", one.kind().word())
                    .param("bell", one.bell())
                    .param("mail", one.mail())
                    .param("webhook", one.webhook())
                    .update();
            olderColumn(one.kind())
                    .ifPresent(column -> jdbc.sql("insert into notice_choice (account_id, " + column
                                    + ") values (:of, :bell) on conflict (account_id) do update set " + column
                                    + " = excluded." + column)
                            .param("of", owner.id().value())
                            .param("bell", one.bell())
                            .update());
        }
        audit.record(
                owner.actor(),
                "notice.choose",
                "user " + owner.id(),
                (email == null ? "" : email.isBlank() ? "no mail; " : "mail; ") + switches.size() + " kinds");
    }

    private static Optional<String> olderColumn(NoticeKind kind) {
        return switch (kind) {
            case RUN_SUCCEEDED -> Optional.of("own_succeeded");
            case RUN_FAILED -> Optional.of("own_failed");
            case SWEEP -> Optional.of("own_sweeps");
            case IMPORT -> Optional.of("own_imports");
            case MY_SETS -> Optional.of("on_my_sets");
            case MENTION, SHARE, LABEL_SUGGESTED, LABEL_DECIDED, ALIAS, SCORING, QUOTA, OTHER -> Optional.empty();
        };
    }
}
