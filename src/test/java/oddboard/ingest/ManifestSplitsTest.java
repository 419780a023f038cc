package oddboard.ingest;

import static oddboard.ingest.ManifestFiles.images;
import static oddboard.ingest.ManifestFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which images are for training, and which for testing. */
class ManifestSplitsTest extends ManifestFixture {
    @Test
    void readsTheTreesOfLocoAndAd2() throws Exception {
        var files =
                images("train/good/0.png", "validation/good/0.png", "test/good/0.png", "test/logical_anomalies/0.png");
        files.put("ground_truth/logical_anomalies/0/000.png", mask(0, 0, 2, 1));
        files.put("ground_truth/logical_anomalies/0/001.png", mask(9, 9, 1, 1));
        var version = imported(files);
        assertThat(content(version))
                .containsExactly(
                        "train train/good/0.png 0",
                        "train validation/good/0.png 1",
                        "test test/good/0.png 2 normal",
                        "test test/logical_anomalies/0.png 3 logical_anomalies 3");
        assertThat(version.report().notes())
                .contains("1 normal images of the folder validation are taken as training images.");
        files = images(
                "can/train/good/0.png",
                "can/validation/good/1.png",
                "can/test_public/good/0.png",
                "can/test_public/bad/0.png");
        files.put("can/test_public/ground_truth/bad/0_mask.png", mask(0, 0, 2, 1));
        assertThat(content(imported(files)))
                .containsExactly(
                        "train train/good/0.png 0",
                        "train validation/good/1.png 1",
                        "test test_public/bad/0.png 3 bad 2",
                        "test test_public/good/0.png 2 normal");
    }

    @Test
    void anomalousTrainingImagesBecomeTestImages() throws Exception {
        var files = images("a.png", "b.png", "c.png", "d.png");
        files.put("m.csv", text("file,split,label", "a.png,train,0", "b.png,train,1", "c.png,val,0", "d.png,test,0"));
        var version = imported(files);
        assertThat(content(version))
                .containsExactly("train a.png 0", "train c.png 2", "test b.png 1 anomalous", "test d.png 3 normal");
        assertThat(version.report().notes())
                .contains(
                        "1 anomalous images outside the test split of m.csv are taken as test images: training images are normal.")
                .contains("1 normal images of the validation split of m.csv are taken as training images.");
    }
}
