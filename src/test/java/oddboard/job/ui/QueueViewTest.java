package oddboard.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import oddboard.dataset.Dataset.Visibility;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.Job;
import oddboard.job.JobId;
import oddboard.job.JobQueue;
import oddboard.job.JobState;
import oddboard.job.NewJob;
import oddboard.testing.Await;
import oddboard.testing.DrawnSet;
import oddboard.testing.PageTest;
import oddboard.ui.MarkupRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class QueueViewTest extends PageTest {
    /** No worker of these tests has it, so that such jobs wait for ever. */
    private static final String NOBODY = "nobody";

    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient sql;

    /** Other tests look at the same queue. */
    @AfterEach
    void leaveNothingWaiting() {
        sql.sql("update job set state = 'CANCELLED', ended_at = now() where label = :label and state = 'RUNNING'")
                .param("label", NOBODY)
                .update();
        var admin = become("ada");
        queue.open(NOBODY, null, 0, 1_000).forEach(job -> queue.cancel(job.id(), admin));
    }

    @Test
    void showsWhatWaitsInItsOrderWithItsReason() {
        var low = waiting(0);
        var high = waiting(9);
        open("queue");
        assertThat(words(row(high)))
                .contains("Queued", NOBODY, "9", "grace", job(high).waitReason());
        assertThat(rows()).containsSubsequence(high, low);
    }

    @Test
    void changesRowByRow() {
        var first = waiting(0);
        open("queue");
        var second = waiting(0);
        var view = (QueueView) getCurrentView();
        view.refresh();
        assertThat(row(first)).isNotNull();
        assertThat(row(second)).isNotNull();
        queue.cancel(first, users.require());
        view.refresh();
        assertThat(rows()).doesNotContain(first);
        assertThat(text()).contains("Recently finished", "Canceled");
    }

    @Test
    void cancelsAfterAskingAndOnlyForThoseWhoMay() {
        var id = waiting(0);
        openAs("linus", "queue");
        assertThat(elements(row(id)).select("[data-do=cancel]")).isEmpty();
        click("cancel", id);
        assertThat(find(ConfirmDialog.class).exists()).isFalse();
        openAs("ada", "queue");
        assertThat(elements(row(id)).select("[data-do=cancel]").attr("aria-label"))
                .startsWith("Cancel: ");
        click("cancel", id);
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void movesAJobForThoseWhoMay() {
        var first = waiting(0);
        var second = waiting(0);
        open("queue");
        click("place", second);
        test(find(Button.class).withText("Move to the top").single()).click();
        assertThat(job(second).request().priority()).isPositive();
        ((QueueView) getCurrentView()).refresh();
        assertThat(rows()).containsSubsequence(second, first);
        click("place", first);
        test(find(IntegerField.class).single()).setValue(7);
        test(find(Button.class).withText("Save").single()).click();
        assertThat(job(first).request().priority()).isEqualTo(7);
        openAs("linus", "queue");
        assertThat(elements(row(second))
                        .select(".odd-job__priority vaadin-button")
                        .hasAttr("disabled"))
                .isTrue();
        click("place", second);
        assertThat(find(IntegerField.class).exists()).isFalse();
    }

    @Test
    void showsALostJobAsLostAndOneThatWaitsWithWhatIsKnownOfItsStart() {
        var lost = waiting(0);
        sql.sql("""
                update job set state = 'RUNNING', attempt = 1, worker = 'far', started_at = now(),
                    heartbeat_at = now() - interval '9 seconds' where id = :id
                """).param("id", lost.value()).update();
        sql.sql("""
                insert into worker (id, host, pid, labels, slots, device, version, heartbeat_at)
                values ('far', 'far', 1, '{far}', 1, 'cpu', 'x', now() - interval '9 seconds') on conflict (id) do update
                set heartbeat_at = excluded.heartbeat_at
                """).update();
        var next = waiting(0);
        open("queue");
        assertThat(words(row(lost))).contains("Lost", "Its worker is silent");
        assertThat(words(row(next))).contains("start not known");
        // Other tests look for a worker that lives.
        sql.sql("delete from worker where id = 'far'").update();
    }

    @Test
    void showsTheJobsOfALabelAndAPersonAsTheAddressSays() {
        var mine = waiting(0);
        open("queue", QueryParameters.of("label", NOBODY));
        assertThat(rows()).contains(mine);
        open("queue", QueryParameters.of("label", "another"));
        assertThat(text()).contains("No open jobs match this filter");
        open("queue", QueryParameters.of("by", "ada"));
        assertThat(rows()).doesNotContain(mine);
        open("queue", QueryParameters.of("by", "grace"));
        assertThat(rows()).contains(mine);
    }

    @Test
    void keepsTheNameOfAJobWhoseThingIsDeleted() {
        var id = waiting(0);
        queue.describe(id, "run 4711: conv", "conv");
        open("queue");
        assertThat(words(row(id))).contains("Run 4711: conv (job " + id + ")");
    }

    @Test
    void hearsOfChangesWithoutAReload() {
        open("queue");
        var id = waiting(0);
        Await.until("the row", Duration.ofSeconds(30), () -> {
            roundTrip();
            return rows().contains(id) ? true : null;
        });
    }

    @Test
    void namesAnImportByItsDataSetToThoseWhoMaySeeIt() {
        var dataset = newDataset(Visibility.PRIVATE);
        var test = DrawnSet.everyNth(6, 3);
        var version = importArrays(dataset, 6, test, labels(test));
        Await.until(
                "the import",
                Duration.ofMinutes(2),
                () -> job(version.job()).state().isEnded() ? true : null);
        open("queue");
        var link = elements(row(version.job())).selectFirst("a.odd-job__title");
        assertThat(link.text()).isEqualTo("Import of " + dataset.name() + ", version 1");
        assertThat(link.attr("href")).isEqualTo(DatasetRoutes.versions(dataset.id()));
        openAs("linus", "queue");
        assertThat(text()).contains("Job " + version.job() + " (import)").doesNotContain(dataset.name() + ",");
    }

    private JobId waiting(int priority) {
        return queue.enqueue(new NewJob("toy", NOBODY, priority, users.require().id()));
    }

    private Job job(JobId id) {
        return queue.find(id).orElseThrow();
    }

    /** Of the open ones. */
    private List<JobId> rows() {
        return tables().stream()
                .flatMap(t -> t.rows().keySet().stream())
                .map(key -> new JobId(Long.parseLong(key)))
                .filter(id -> !job(id).state().isEnded())
                .toList();
    }

    private String row(JobId id) {
        return tables().stream()
                .map(t -> t.rows().get(id.toString()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private List<MarkupRows> tables() {
        return find(MarkupRows.class).all();
    }

    /** As the browser tells of a click. */
    private void click(String what, JobId id) {
        click(
                tables().stream()
                        .filter(t -> t.rows().containsKey(id.toString()))
                        .findFirst()
                        .orElseThrow(),
                what,
                id.toString());
    }
}
