package oddboard.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import oddboard.account.User;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final NoticeFixture room = new NoticeFixture("hooks.example.com");

    private List<String> told(User user) {
        return room.notices.list(user, 50).stream().map(Notice::text).toList();
    }

    @Test
    void tellsWhoeverStartedARunHowItEnded() {
        room.judge(0.84123);
        room.end("SUCCEEDED", "worker-1", "");
        assertThat(room.notices.list(room.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Run " + room.run + ", conv, quick, on Nuts v2 succeeded: AUC 0.8412.");
            assertThat(notice.href()).isEqualTo("runs/" + room.run);
            assertThat(notice.good()).isTrue();
            assertThat(notice.read()).isFalse();
        });
        assertThat(told(room.ada)).isEmpty();
    }

    @Test
    void saysWhyARunFailed() {
        room.end("FAILED", "worker-1", "The loss became NaN in epoch 3; try a smaller learning rate.");
        assertThat(room.notices.list(room.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text())
                    .endsWith("on Nuts v2 failed: The loss became NaN in epoch 3; try a smaller learning rate.");
            assertThat(notice.good()).isFalse();
        });
    }

    @Test
    void tellsNobodyOfWhatTheyDidThemselves() {
        room.notices.choose(room.ada, new NoticeChoice(true, true, true, true, true, ""));
        room.end("CANCELLED", "grace", "");
        assertThat(told(room.grace)).isEmpty();
        assertThat(told(room.ada)).isEmpty();
    }

    @Test
    void tellsOfARunThatSomebodyElseCancelled() {
        room.notices.choose(room.ada, new NoticeChoice(true, true, true, true, true, ""));
        room.end("CANCELLED", "ada", "");
        assertThat(told(room.grace)).singleElement().asString().endsWith("was canceled by ada.");
        assertThat(told(room.ada)).isEmpty();
    }

    @Test
    void tellsEachAsTheyChose() {
        room.notices.choose(room.grace, new NoticeChoice(false, true, true, true, false, ""));
        room.notices.choose(room.ada, new NoticeChoice(true, true, true, true, true, ""));
        room.end("SUCCEEDED", "worker-1", "");
        assertThat(told(room.grace)).isEmpty();
        assertThat(told(room.ada)).singleElement().asString().endsWith("succeeded. It was started by grace.");
    }

    @Test
    void tellsWhoeverStartedAnImportHowItEnded() {
        room.endImport("SUCCEEDED", "");
        assertThat(room.notices.list(room.ada, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text()).isEqualTo("Version 2 of Nuts is ready: 700 training and 300 test images.");
            assertThat(notice.href()).isEqualTo("datasets/1/versions");
            assertThat(notice.good()).isTrue();
        });
        assertThat(told(room.grace)).isEmpty();
    }

    @Test
    void saysWhyAnImportFailed() {
        room.endImport("FAILED", "a.zip is not a ZIP archive.");
        assertThat(told(room.ada))
                .containsExactly("Version 2 of Nuts could not be imported: a.zip is not a ZIP archive.");
        assertThat(room.notices.list(room.ada, 50)).singleElement().matches(notice -> !notice.good());
    }

    @Test
    void tellsOfNoImportWhoeverDoesNotWantToHearOfThem() {
        room.notices.choose(room.ada, new NoticeChoice(true, true, true, false, false, ""));
        room.endImport("SUCCEEDED", "");
        assertThat(told(room.ada)).isEmpty();
    }

    @Test
    void countsAndMarksWhatIsNotReadYet() {
        room.end("SUCCEEDED", "worker-1", "");
        room.end("FAILED", "worker-1", "");
        assertThat(room.notices.countUnread(room.grace)).isEqualTo(2);
        long newest = room.notices.list(room.grace, 1).getFirst().id();
        room.notices.markRead(room.ada, newest);
        assertThat(room.notices.countUnread(room.grace))
                .as("another's notice is not theirs to read")
                .isEqualTo(2);
        room.notices.markRead(room.grace, newest);
        assertThat(room.notices.countUnread(room.grace)).isEqualTo(1);
        room.notices.markAllRead(room.grace);
        assertThat(room.notices.countUnread(room.grace)).isZero();
    }

    @Test
    void writesAMessageOnlyForThoseWhoHaveAWebhook() {
        room.end("SUCCEEDED", "worker-1", "");
        assertThat(room.jdbc
                        .sql("select count(*) from webhook_message")
                        .query(Integer.class)
                        .single())
                .isZero();
        room.notices.choose(room.grace, new NoticeChoice(true, true, true, true, false, "https://hooks.example.com/x"));
        room.end("SUCCEEDED", "worker-1", "");
        assertThat(room.jdbc
                        .sql("select account_id from webhook_message")
                        .query(Long.class)
                        .list())
                .containsExactly(room.grace.id().value());
    }

    @Test
    void keepsNoAddressThatMayNotBeUsed() {
        assertThatThrownBy(() -> room.notices.choose(
                        room.grace, new NoticeChoice(true, true, true, true, false, "http://example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with https://");
        assertThat(room.notices.choice(room.grace)).isEqualTo(NoticeChoice.DEFAULT);
    }

    private void sweep(String state, int place, String run, boolean begun) {
        room.jdbc
                .sql("""
                insert into sweep (id, name, spec, state, parallelism, account_id) overriding system value
                values (7, 'learning rates', '{}', :state, 2, :by) on conflict do nothing
                """)
                .param("state", state)
                .param("by", room.grace.id().value())
                .update();
        room.jdbc
                .sql("""
                insert into sweep_run (sweep_id, place, combination, version_id, detector, settings, epochs, run_id, begun)
                select 7, :place, 1, version_id, 'conv', '{}', 5, case when :run = '' then null else id end, :begun from run
                """)
                .param("place", place)
                .param("run", run)
                .param("begun", begun)
                .update();
    }

    @Test
    void tellsOfASweepOnceWhenNothingOfItRunsOrWaitsAnyMore() {
        sweep("ACTIVE", 1, "its", true);
        sweep("ACTIVE", 2, "", false);
        NoticeRepository notices = new NoticeRepository(room.jdbc);
        room.judge(0.9);
        room.end("SUCCEEDED", "worker-1", "");
        assertThat(told(room.grace)).as("a run of a sweep").isEmpty();
        room.jdbc.sql("update job set state = 'SUCCEEDED'").update();
        notices.sweepsEnded();
        assertThat(told(room.grace)).as("one is still to begin").isEmpty();
        room.jdbc
                .sql("update sweep_run set begun = true, refused = 'No.' where place = 2")
                .update();
        notices.sweepsEnded();
        notices.sweepsEnded();
        assertThat(room.notices.list(room.grace, 50)).singleElement().satisfies(notice -> {
            assertThat(notice.text())
                    .isEqualTo("Sweep 7, learning rates, ended: 1 of 2 runs succeeded, best AUC 0.9000.");
            assertThat(notice.href()).isEqualTo("sweeps/7");
            assertThat(notice.good()).isFalse();
        });
    }

    @Test
    void forgetsMetricsThatAreHiddenAndNothingElse() {
        room.notices.choose(room.grace, new NoticeChoice(true, true, true, true, false, "https://hooks.example.com/x"));
        room.jdbc.sql("update run set name = 'as good as: AUC 0.9'").update();
        room.judge(0.84123);
        room.end("SUCCEEDED", "worker-1", "");
        // A program of the version before knows no such column.
        room.jdbc
                .sql("insert into notice (account_id, good, text, href) values (:grace, true, :text, :href)")
                .param("grace", room.grace.id().value())
                .param("text", "Run " + room.run + ", old, on Nuts v2 succeeded: AUC 0.8000.")
                .param("href", "runs/" + room.run)
                .update();
        new NoticeRepository(room.jdbc).forgetMetrics(List.of(room.run));
        String told = "Run " + room.run + ", as good as: AUC 0.9, on Nuts v2 succeeded.";
        assertThat(told(room.grace)).containsExactly("Run " + room.run + ", old, on Nuts v2 succeeded.", told);
        assertThat(room.jdbc
                        .sql("select text from webhook_message")
                        .query(String.class)
                        .list())
                .containsExactly(told);
    }

    @Test
    void tellsNobodyOfASweepThatWasCancelledOrRests() {
        sweep("PAUSED", 1, "its", true);
        room.jdbc.sql("update job set state = 'CANCELLED'").update();
        NoticeRepository notices = new NoticeRepository(room.jdbc);
        notices.sweepsEnded();
        room.jdbc.sql("update sweep set state = 'CANCELLED'").update();
        notices.sweepsEnded();
        assertThat(told(room.grace)).isEmpty();
        assertThat(room.jdbc
                        .sql("select sweep_id from notice_sweep")
                        .query(Long.class)
                        .list())
                .containsExactly(7L);
    }
}
