package oddboard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.VersionId;
import oddboard.job.PlainJobContext;
import oddboard.label.LabelChange;
import oddboard.label.LabelDrafts;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.metric.Auc;
import oddboard.metric.DeLong;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.RunResults;
import oddboard.run.RunRow;
import oddboard.run.Runs;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import oddboard.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

/** New label sets, and what they make of runs that were scored before. */
@Slow
class RelabelTest {
    @TempDir
    Path folder;

    private RunFixture fixture;
    private LabelSets labelSets;
    private LabelDrafts drafts;
    private Runs runs;
    private RunResults results;
    private User owner;
    private VersionId version;

    @BeforeEach
    void open() throws Exception {
        fixture = RunFixture.withQueue(folder);
        labelSets = fixture.part(LabelSets.class);
        drafts = fixture.part(LabelDrafts.class);
        runs = fixture.part(Runs.class);
        results = fixture.part(RunResults.class);
        owner = new User(new UserId(fixture.account), "ada", Role.ADMIN, false);
        version = new VersionId(fixture.version);
        fixture.jdbc
                .sql("insert into image_name select :v, array(select 'train/' || i from generate_series(0, 23) i)"
                        + " || array(select 'test/' || i || '.png' from generate_series(0, 11) i)")
                .param("v", fixture.version)
                .update();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A run that has these scores, without training. */
    private RunId scored(long onVersion, double[] scores) {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1));
        fixture.jdbc
                .sql("update run set version_id = :v where id = :id")
                .param("v", onVersion)
                .param("id", run.id().value())
                .update();
        fixture.jdbc
                .sql("update job set state = 'SUCCEEDED', ended_at = now() where id = :id")
                .param("id", run.job().value())
                .update();
        fixture.jdbc
                .sql("""
                insert into run_result (run_id, label_set_id, scores, reconstructions_sha256, image_count, image_size, channels,
                                        error_scale, score_seconds)
                select :run, id, :scores, (select min(sha256) from blob), cardinality(:scores), 32, 3, 1, 0 from label_set where version_id = :v and number = 1
                """)
                .param("run", run.id().value())
                .param("scores", scores)
                .param("v", onVersion)
                .update();
        fixture.part(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> fixture.part(Evaluations.class).evaluate(new VersionId(onVersion), run.id()));
        return run.id();
    }

    @Test
    void evaluatesEveryRunByTheNewLabelsAndStillKnowsTheOldMetrics() throws Exception {
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", 8));
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), folder));
        double[] scores = results.scores(run.id()).orElseThrow().scores();
        LabelSet second = labelSets.save(
                version,
                List.of(new LabelChange(0, true, "dent"), new LabelChange(2, false, "x")),
                " two were wrong ",
                owner);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.note()).isEqualTo("two were wrong");
        assertThat(second.author()).isEqualTo("ada");
        boolean[] now = RunFixture.TEST.clone();
        now[0] = true;
        now[2] = false;
        assertThat(labelSets.whole(version, 0).anomalous()).isEqualTo(now);
        assertThat(labelSets.whole(version, 0).type()[0]).isEqualTo("dent");
        assertThat(labelSets.whole(version, 0).type()[2]).isEmpty();
        assertThat(labelSets.whole(version, 1).anomalous())
                .as("the old set stays")
                .isEqualTo(RunFixture.TEST);
        for (int number : new int[] {0, 1, 2}) {
            Run.Metrics metrics =
                    runs.find(run.id(), number, fixture.admin()).orElseThrow().result();
            DeLong.Interval expected = DeLong.interval(scores, number == 1 ? RunFixture.TEST : now);
            assertThat(metrics.labelSet()).isEqualTo(number == 1 ? 1 : 2);
            assertThat(metrics.auroc()).isEqualTo(expected.auc());
            assertThat(metrics.aurocLow()).isEqualTo(expected.low());
            assertThat(labelSets.labels(version, number, owner).anomalous())
                    .isEqualTo(number == 1 ? RunFixture.TEST : now);
        }
        assertThat(labelSets.history(version, 2, owner))
                .extracting(p -> p.set().number() + " " + p.label())
                .containsExactly("2 normal", "1 spot");
        assertThat(labelSets.history(version, 3, owner)).as("never changed").hasSize(1);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> labelSets.whole(version, 3));
    }

    @Test
    void aRunThatEndsLaterIsEvaluatedByEveryLabelSet() throws Exception {
        labelSets.save(version, List.of(new LabelChange(0, true, "")), "", owner);
        RunRow run = fixture.addRun("conv", Map.of("epochs", 1, "batchSize", 8));
        fixture.handler().handle(new PlainJobContext(fixture.database, run.job(), folder));
        double[] scores = results.scores(run.id()).orElseThrow().scores();
        assertThat(runs.find(run.id(), 1, fixture.admin())
                        .orElseThrow()
                        .result()
                        .auroc())
                .isEqualTo(Auc.of(scores, RunFixture.TEST));
        assertThat(runs.find(run.id(), 2, fixture.admin())
                        .orElseThrow()
                        .result()
                        .auroc())
                .isNotNull();
    }

    @Test
    void evaluatesFiftyRunsOfTenThousandImagesInSeconds() {
        int images = 10_000;
        long big = fixture.jdbc
                .sql("""
                insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, test_count, images_sha256,
                                             ready_at)
                select dataset_id, 2, :job, '{}', 32, 3, :n, images_sha256, now() from dataset_version where id = :v returning id
                """)
                .param("n", images)
                .param("v", fixture.version)
                .param("job", importJob())
                .query(Long.class)
                .single();
        boolean[] anomalous = new boolean[images];
        for (int i = 0; i < images; i += 5) {
            anomalous[i] = true;
        }
        fixture.label(big, anomalous);
        Random random = new Random(7);
        List<RunId> all = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int r = 0; r < 50; r++) {
            double[] one = random.doubles(images)
                    .map(x -> Math.round(x * 5000) / 5000.0)
                    .toArray();
            scores.add(one);
            all.add(scored(big, one));
        }
        List<LabelChange> changes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            changes.add(new LabelChange(i, !anomalous[i], ""));
            anomalous[i] = !anomalous[i];
        }
        long start = System.nanoTime();
        labelSets.save(new VersionId(big), changes, "", owner);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        for (int r = 0; r < 50; r += 7) {
            assertThat(runs.find(all.get(r), fixture.admin())
                            .orElseThrow()
                            .result()
                            .auroc())
                    .isEqualTo(Auc.of(scores.get(r), anomalous));
        }
    }

    private long importJob() {
        return fixture.jdbc
                .sql(
                        "insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED', :by) returning id")
                .param("by", fixture.account)
                .query(Long.class)
                .single();
    }

    @Test
    void collectsADraftOfWhatDiffersAlone() throws Exception {
        drafts.put(
                version,
                List.of(new LabelChange(0, true, "dent"), new LabelChange(1, true, ""), new LabelChange(2, false, "")),
                owner);
        assertThat(drafts.of(version, owner)).hasSize(3);
        drafts.put(version, List.of(new LabelChange(1, RunFixture.TEST[1], "")), owner);
        assertThat(drafts.of(version, owner)).extracting(LabelChange::image).containsExactly(0, 2);
        drafts.drop(version, new int[] {2}, owner);
        assertThat(drafts.of(version, owner)).containsExactly(new LabelChange(0, true, "dent"));
        assertThat(drafts.save(version, "a dent", owner).number()).isEqualTo(2);
        assertThat(drafts.of(version, owner)).isEmpty();
        assertThat(fixture.count("label_draft")).isZero();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> drafts.save(version, "", owner))
                .withMessageContaining("nothing to save");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> drafts.put(version, List.of(new LabelChange(12, true, "")), owner))
                .withMessageContaining("0 to 11");
    }

    @Test
    void readsLabelsByNumberOrByFileNameFromACsv() throws Exception {
        assertThat(csv("ID,label,type\n0,1,dent\n3,0\n")).isEqualTo(1);
        assertThat(csv("file,label\ntest/1.png,1\n")).isEqualTo(2);
        assertThat(drafts.of(version, owner))
                .containsExactly(new LabelChange(0, true, "dent"), new LabelChange(1, true, ""));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> csv("ID,label\n12,1\n"))
                .withMessageContaining("line 2")
                .withMessageContaining("0 to 11");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> csv("ID,label\n1,odd\n"))
                .withMessageContaining("0 (normal)");
    }

    private int csv(String text) throws Exception {
        return drafts.putCsv(
                version, "new.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), owner);
    }

    @Test
    void onlyOwnerAndAdministratorsRelabel() {
        User member = new User(
                new UserId(TestDatabase.addAccount(fixture.database, "mia", "MEMBER")), "mia", Role.MEMBER, false);
        List<LabelChange> change = List.of(new LabelChange(0, true, ""));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> labelSets.save(version, change, "", member));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> drafts.put(version, change, member));
        fixture.jdbc
                .sql("update dataset set account_id = :by")
                .param("by", member.id().value())
                .update();
        assertThat(labelSets.save(version, change, "", member).author()).isEqualTo("mia");
        fixture.jdbc
                .sql("update dataset set visibility = 'private', account_id = :by")
                .param("by", fixture.account)
                .update();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> labelSets.save(version, change, "", member));
    }
}
