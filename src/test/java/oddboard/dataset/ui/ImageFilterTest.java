package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.time.Instant;
import java.util.Map;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ImportReport;
import oddboard.dataset.Labels;
import oddboard.dataset.VersionId;
import oddboard.job.JobId;
import org.junit.jupiter.api.Test;

class ImageFilterTest {
    private static final DatasetVersion VERSION = new DatasetVersion(new VersionId(1), new DatasetId(1), 1,
            DatasetVersion.State.READY, new JobId(1), 32, 3, 2, 4, 3, ImportReport.empty(), Instant.EPOCH);
    private static final Labels LABELS =
            new Labels(1, 1, new boolean[] {false, true, true, true}, new String[] {"", "dent", "scratch", "dent"});

    @Test
    void findsImagesBySplitAndLabel() {
        assertThat(indexes("")).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(indexes("split=train")).containsExactly(0, 1);
        assertThat(indexes("split=test")).containsExactly(2, 3, 4, 5);
        assertThat(indexes("split=test&label=normal")).containsExactly(2);
        assertThat(indexes("label=anomalous")).containsExactly(3, 4, 5);
        assertThat(indexes("label=type%3Adent")).containsExactly(3, 5);
        assertThat(indexes("label=type%3Ahole")).isEmpty();
    }

    @Test
    void comesBackFromItsAddress() {
        for (var address : new String[] {"", "split=train", "split=test",
                "split=test&label=type%3Adent%20%26%20scratch"}) {
            var filter = ImageFilter.of(QueryParameters.fromString(address));
            assertThat(ImageFilter.of(QueryParameters.simple(filter.query()))).isEqualTo(filter);
        }
        assertThat(ImageFilter.of(QueryParameters.fromString("split=train&label=normal")).query())
                .isEqualTo(Map.of("split", "train"));
    }

    @Test
    void tellsTheLabelOfEachImage() {
        var shown = new Shown(VERSION, new int[] {1, 2, 3}, new String[] {"a", "b", "c", "d", "e", "f"}, LABELS);
        assertThat(shown.label(1)).isEqualTo("training");
        assertThat(shown.label(2)).isEqualTo("normal");
        assertThat(shown.label(3)).isEqualTo("dent");
        assertThat(shown.place(2)).isEqualTo(1);
        assertThat(shown.place(0)).isEqualTo(-1);
    }

    private static int[] indexes(String address) {
        return ImageFilter.of(QueryParameters.fromString(address)).indexes(VERSION, LABELS);
    }
}
