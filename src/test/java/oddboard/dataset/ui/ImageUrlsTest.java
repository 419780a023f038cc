package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageUrlsTest {
    @Test
    void enlargesByWholeNumbersOnly() {
        assertThat(ImageUrls.edge(64, 128)).isEqualTo(128);
        assertThat(ImageUrls.edge(96, 128)).isEqualTo(96);
        assertThat(ImageUrls.edge(48, 128)).isEqualTo(96);
        assertThat(ImageUrls.edge(256, 128)).isEqualTo(128);
        assertThat(ImageUrls.edge(0, 128)).isEqualTo(128);
    }
}
