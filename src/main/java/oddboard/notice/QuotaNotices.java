package oddboard.notice;

import java.util.Locale;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.quota.Quota;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells people once when they come near their storage or GPU time, and again after they were far away. */
@Component
@ConditionalOnWebApplication
class QuotaNotices {
    private final Users users;
    private final Quotas quotas;
    private final Notices notices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    QuotaNotices(Users users, Quotas quotas, Notices notices, JdbcClient jdbc, TransactionTemplate transaction) {
        this.users = users;
        this.quotas = quotas;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    void look() {
        for (User user : users.list()) {
            for (Quota quota : quotas.of(user.id())) {
                if (quota.kind() == QuotaKind.STORAGE || quota.kind() == QuotaKind.GPU_HOURS) {
                    transaction.executeWithoutResult(status -> look(user, quota));
                }
            }
        }
    }

    private void look(User user, Quota quota) {
        if (!quota.isNear()) {
            jdbc.sql("delete from notice_quota where account_id = :of and kind = :kind")
                    .param("of", user.id().value())
                    .param("kind", quota.kind().word())
                    .update();
        } else if (jdbc.sql("insert into notice_quota (account_id, kind) values (:of, :kind) on conflict do nothing")
                        .param("of", user.id().value())
                        .param("kind", quota.kind().word())
                        .update()
                > 0) {
            String what = quota.kind().title().toLowerCase(Locale.ROOT).replace("gpu", "GPU");
            notices.tell(
                    NoticeKind.QUOTA,
                    new NoticeText(
                            false,
                            "You " + (quota.isFull() ? "have used all of" : "come near") + " your limit of " + what
                                    + ": " + quota.text() + ".",
                            quota.kind() == QuotaKind.STORAGE ? "storage" : "account"),
                    user.id());
        }
    }
}
