package oddboard.dataset.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

public class PicturesTest {
    @Test
    void enlargesByWholeNumbersOnly() {
        assertThat(Pictures.edge(64, 128)).isEqualTo(128);
        assertThat(Pictures.edge(96, 128)).isEqualTo(96);
        assertThat(Pictures.edge(48, 128)).isEqualTo(96);
        assertThat(Pictures.edge(256, 128)).isEqualTo(128);
        assertThat(Pictures.edge(0, 128)).isEqualTo(128);
    }
}
