package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.List;
import oddboard.common.StoredJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against values that numpy computed. */
class ImageStatisticsTest {
    record Case(
            String name, int size, int channels, int[] pixels, double brightness, double contrast, double sharpness) {}

    static List<Case> cases() throws Exception {
        try (InputStream in = ImageStatisticsTest.class.getResourceAsStream("image-statistics.json")) {
            return List.of(StoredJson.MAPPER.readValue(in, Case[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areWhatNumpySays(Case expected) {
        byte[] image = new byte[expected.pixels().length];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) expected.pixels()[i];
        }
        ImageStatistics statistics = ImageStatistics.of(image, expected.size(), expected.channels());
        assertThat((double) statistics.brightness()).isEqualTo(expected.brightness(), within(1e-6));
        assertThat((double) statistics.contrast()).isEqualTo(expected.contrast(), within(1e-6));
        assertThat((double) statistics.sharpness()).isEqualTo(expected.sharpness(), within(1e-6));
    }
}
