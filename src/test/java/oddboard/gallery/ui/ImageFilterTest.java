package oddboard.gallery.ui;

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
    private static final DatasetVersion VERSION = new DatasetVersion(
            new VersionId(1),
            new DatasetId(1),
            1,
            DatasetVersion.State.READY,
            new JobId(1),
            32,
            3,
            2,
            4,
            3,
            0,
            ImportReport.empty(),
            Instant.EPOCH,
            null);
    private static final Labels LABELS =
            new Labels(1, 1, new boolean[] {false, true, true, true}, new String[] {"", "dent", "scratch", "dent"});

    @Test
    void findsImagesBySplitAndLabel() {
        assertThat(indexes("")).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(indexes("split=train")).containsExactly(0, 1);
        assertThat(indexes("split=test")).containsExactly(2, 3, 4, 5);
        assertThat(indexes("split=test&label=normal")).containsExactly(2);
        assertThat(indexes("label=anomalous")).containsExactly(3, 4, 5);
        assertThat(indexes("type=dent")).containsExactly(3, 5);
        assertThat(indexes("label=type%3Adent"))
                .as("as links spelled it before")
                .containsExactly(3, 5);
        assertThat(indexes("type=hole")).isEmpty();
    }

    @Test
    void comesBackFromItsAddress() {
        for (var address :
                new String[] {"", "split=train", "split=test", "split=test&type=dent%20%26%20scratch", "label=normal"
                }) {
            var filter = FilterAddress.of(QueryParameters.fromString(address));
            assertThat(FilterAddress.of(QueryParameters.simple(FilterAddress.query(filter))))
                    .isEqualTo(filter);
        }
        assertThat(FilterAddress.query(FilterAddress.of(QueryParameters.fromString("split=train&label=normal"))))
                .isEqualTo(Map.of("split", "train"));
    }

    @Test
    void readsWhatIsChosenFromRanges() {
        assertThat(Choice.of("0-3,7,9-9").places(100).toArray()).containsExactly(0, 1, 2, 3, 7, 9);
        assertThat(Choice.of("5-999999999").places(8).toArray()).containsExactly(5, 6, 7);
        assertThat(Choice.of("").places(8).toArray()).isEmpty();
        assertThat(Choice.of("1;drop").places(8).toArray()).isEmpty();
    }

    private static int[] indexes(String address) {
        return FilterAddress.of(QueryParameters.fromString(address)).indexes(VERSION, LABELS);
    }
}
