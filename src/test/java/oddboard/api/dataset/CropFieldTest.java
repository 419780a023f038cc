package oddboard.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import oddboard.common.InputException;
import oddboard.image.Crop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CropFieldTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"keep\"|KEEP|1",
                "\"square\"|SQUARE|1",
                "\"fit\"|FIT|1",
                "\"centre\"|CENTRE|1",
                "0.75|CENTRE|0.75",
                "\"196/256\"|CENTRE|0.765625",
                "{\"fraction\": 0.5}|CENTRE|0.5",
                "null|KEEP|1"
            })
    void takes(String json, Crop crop, double fraction) {
        assertThat(CropField.of(JSON.readTree(json))).isEqualTo(new CropField(crop, fraction));
    }

    @Test
    void keepsWhereNothingIsGiven() {
        assertThat(CropField.of(null)).isEqualTo(new CropField(Crop.KEEP, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"round\"", "[]", "true", "{\"part\": 1}", "{}"})
    void refuses(String json) {
        var node = JSON.readTree(json);
        assertThatThrownBy(() -> CropField.of(node))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"crop\" must be");
    }
}
