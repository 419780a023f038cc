package oddboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import oddboard.common.ConflictException;
import oddboard.metric.DeLong;
import oddboard.registry.Thresholds.Request;
import oddboard.run.RunResults;
import oddboard.storage.BlobStore;
import oddboard.testing.DrawnSet;
import oddboard.testing.RunFixture;
import oddboard.testing.Slow;
import org.junit.jupiter.api.Test;

/** Two versions of a model on the same images. */
@Slow
class ModelComparisonsTest extends ModelFixture {
    private static final int IMAGE = RunFixture.SIZE * RunFixture.SIZE * 3;

    private double[] scores(ModelVersion version) {
        return fixture.part(RunResults.class)
                .scores(version.source().run())
                .orElseThrow()
                .scores();
    }

    private ModelComparison compare(ModelVersion old, ModelVersion now) {
        return fixture.part(ModelComparisons.class)
                .compare(old, models.thresholdFor(old), now, models.thresholdFor(now), ada);
    }

    @Test
    void onTheSameDataAllImagesAreCompared() throws Exception {
        ModelVersion old = registered("nuts", Map.of("epochs", 1));
        ModelVersion now = registration.addVersion("nuts", trained(Map.of("epochs", 12, "seed", 3)), "", ada);
        ModelComparison ranks = compare(old, now);
        assertThat(ranks.byOutcome()).isFalse();
        assertThat(ranks.disagreed()).hasSize(12);
        assertThat(ranks.next().point()).isEmpty();

        double[] before = scores(old);
        double[] after = scores(now);
        double low = Arrays.stream(before).sorted().toArray()[6];
        double high = Arrays.stream(after).sorted().toArray()[9];
        thresholds.add("nuts", 1, new Request(Method.MANUAL, Map.of("value", low), null), ada);
        thresholds.add("nuts", 2, new Request(Method.MANUAL, Map.of("value", high), null), ada);
        ModelComparison found = compare(old, now);
        assertThat(found.isWhole()).isTrue();
        assertThat(found.normal()).isEqualTo(8);
        assertThat(found.anomalous()).isEqualTo(4);
        assertThat(found.test()).contains(DeLong.compare(after, before, RunFixture.TEST));
        assertThat(found.next().auc()).contains(DeLong.interval(after, RunFixture.TEST));
        assertThat(found.present().point().orElseThrow().found()
                        + found.present().point().orElseThrow().falseAlarms())
                .isEqualTo(6);
        assertThat(found.next().point().orElseThrow().missed()
                        + found.next().point().orElseThrow().passed())
                .isEqualTo(9);
        assertThat(found.byOutcome()).isTrue();
        for (int i = 0; i < 12; i++) {
            int image = i;
            assertThat(Arrays.stream(found.disagreed()).anyMatch(d -> d == image))
                    .isEqualTo(before[i] >= low != after[i] >= high);
        }
    }

    @Test
    void ofDifferentDataTheImagesInCommonAre() throws Exception {
        ModelVersion old = registered("nuts", Map.of("epochs", 1));
        ModelVersion now = registration.addVersion("nuts", trained(Map.of("epochs", 2)), "", ada);
        int[] kept = {5, 3, 8};
        long data = addVersion(kept);
        fixture.jdbc
                .sql("update model_version set version_id = :data where version = 2")
                .param("data", data)
                .update();
        double[] scores = scores(now);
        double[] few = {scores[5], scores[3], scores[8], 99};
        fixture.jdbc
                .sql("update model_score set scores = :scores where split = 'TEST' and model_version_id = :id")
                .param("scores", few)
                .param("id", now.id().value())
                .update();
        ModelComparison found = compare(old, models.require("nuts", 2, ada));
        assertThat(found.isWhole()).as("one image is new").isFalse();
        assertThat(found.images()).containsExactly(0, 1, 2);
        double[] all = scores(old);
        assertThat(found.present().scores()).containsExactly(all[5], all[3], all[8]);
        assertThat(found.next().scores()).containsExactly(scores[5], scores[3], scores[8]);

        fixture.jdbc
                .sql("update dataset_version set test_count = 0 where id = :data")
                .param("data", data)
                .update();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> fixture.part(ModelComparisons.class)
                        .compare(old, Optional.empty(), models.require("nuts", 2, ada), Optional.empty(), ada))
                .withMessageContaining("have no test image in common");
    }

    /** A second version with these test images of the first, in this order, and a new one. */
    private long addVersion(int[] kept) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(DrawnSet.pixels(RunFixture.TRAIN, RunFixture.SIZE, 9));
        for (int image : kept) {
            packed.write(fixture.testPixels, image * IMAGE, IMAGE);
        }
        packed.write(DrawnSet.pixels(new boolean[1], RunFixture.SIZE, 77));
        String sha256 = fixture.part(BlobStore.class)
                .put(new ByteArrayInputStream(packed.toByteArray()))
                .sha256();
        long job = fixture.jdbc
                .sql(
                        "insert into job (kind, label, state, account_id) values ('import', 'cpu', 'SUCCEEDED', :by) returning id")
                .param("by", fixture.account)
                .query(Long.class)
                .single();
        long id = fixture.jdbc
                .sql("""
                        insert into dataset_version (dataset_id, number, job_id, spec, image_size, channels, train_count, test_count,
                                                     images_sha256, ready_at)
                        select dataset_id, 2, :job, '{}', image_size, channels, train_count, :test, :sha256, now()
                        from dataset_version where number = 1 returning id
                        """)
                .param("job", job)
                .param("test", kept.length + 1)
                .param("sha256", sha256)
                .query(Long.class)
                .single();
        fixture.label(id, new boolean[] {false, true, false, false});
        return id;
    }
}
