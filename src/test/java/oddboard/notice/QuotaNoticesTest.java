package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.dataset.DatasetId;
import oddboard.quota.QuotaKind;
import oddboard.quota.Quotas;
import oddboard.testing.RunFixture;
import oddboard.upload.Uploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Over what the real meters measure of a real upload. */
class QuotaNoticesTest {
    @TempDir
    Path folder;

    @Test
    void tellsOnceOfALimitThatIsNearAndAgainAfterItWasFarAway() throws Exception {
        try (RunFixture fixture = RunFixture.withQueue(folder.resolve("home"))) {
            User ada = fixture.admin();
            Quotas quotas = fixture.part(Quotas.class);
            Notices notices = fixture.part(Notices.class);
            var quotaNotices = new QuotaNotices(
                    fixture.part(Users.class), quotas, notices, fixture.jdbc, fixture.part(TransactionTemplate.class));
            DatasetId set = new DatasetId(
                    fixture.jdbc.sql("select id from dataset").query(Long.class).single());
            fixture.part(Uploads.class).store(set, "a.bin", new ByteArrayInputStream(new byte[1_000_000]), ada);
            long used = quotas.of(ada.id()).stream()
                    .filter(quota -> quota.kind() == QuotaKind.STORAGE)
                    .findFirst()
                    .orElseThrow()
                    .used();
            assertThat(used).isGreaterThanOrEqualTo(1_000_000);

            quotaNotices.look();
            assertThat(notices.list(ada, 9)).as("no limit").isEmpty();
            quotas.set(ada.id(), QuotaKind.STORAGE, used * 2, ada);
            quotaNotices.look();
            assertThat(notices.list(ada, 9)).as("half of it").isEmpty();

            quotas.set(ada.id(), QuotaKind.STORAGE, used + used / 10, ada);
            quotaNotices.look();
            quotaNotices.look();
            assertThat(notices.list(ada, 9)).singleElement().satisfies(notice -> {
                assertThat(notice.text())
                        .isEqualTo("You come near your limit of storage: " + QuotaKind.STORAGE.text(used) + " of "
                                + QuotaKind.STORAGE.text(used + used / 10) + ".");
                assertThat(notice.href()).isEqualTo("storage");
                assertThat(notice.good()).isFalse();
            });

            quotas.set(ada.id(), QuotaKind.STORAGE, null, ada);
            quotaNotices.look();
            quotas.set(ada.id(), QuotaKind.STORAGE, used, ada);
            quotaNotices.look();
            List<String> texts = notices.list(ada, 9).stream().map(Notice::text).toList();
            assertThat(texts).hasSize(2);
            assertThat(texts.getFirst()).startsWith("You have used all of your limit of storage: ");
        }
    }
}
