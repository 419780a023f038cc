package oddboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import oddboard.detector.Detector;
import oddboard.detector.Detectors;
import oddboard.detector.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallBatchesTest {
    private static Optional<SmallBatches> of(String id, Map<String, Object> given, int images) {
        Detector detector = Detectors.byId(id).orElseThrow();
        return SmallBatches.of(detector, Settings.of(detector.settings(), given), images);
    }

    @ParameterizedTest
    @CsvSource({
        "fcn,2000,714,64",
        "fcn,2000,15999,128",
        "fcn,129,1031,128",
        "fcn,64,300,32",
        "fcn,10,9,1",
        "resnet,128,20,2",
        "resnet,128,9,2"
    })
    void offersABatchThatMakesEightUpdatesAnEpoch(String detector, int batchSize, int images, int better) {
        assertThat(of(detector, Map.of("batchSize", batchSize), images))
                .get()
                .extracting(SmallBatches::better)
                .isEqualTo(better);
    }

    @ParameterizedTest
    @CsvSource({"fcn,2000,16000", "fcn,64,512", "fcn,1,3", "resnet,2,9", "fcn,2000,0"})
    void saysNothingWhereTheBatchFitsOrNothingSmallerIsAllowed(String detector, int batchSize, int images) {
        assertThat(of(detector, Map.of("batchSize", batchSize), images)).isEmpty();
    }

    @Test
    void saysNothingWhereBatchesFitThemselvesOrThereAreNone() {
        assertThat(of("fcn", Map.of("autoBatchSize", true), 714)).isEmpty();
        assertThat(of("patches", Map.of(), 714)).isEmpty();
        assertThat(of("rotation", Map.of("batchSize", 512), 714)).isEmpty();
    }

    @Test
    void countsTheUpdates() {
        assertThat(of("fcn", Map.of(), 714).orElseThrow().sentence())
                .isEqualTo("With batches of 2,000, training updates the weights once an epoch on 714 training images,"
                        + " 50 times in all; that is too few for most sets. Batches of 64 make 12 updates an epoch.");
    }
}
