package oddboard.run.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import oddboard.detector.Setting;
import org.junit.jupiter.api.Test;

class SettingTextTest {
    @Test
    void writesNamesAndValuesAsPeopleReadThem() {
        assertThat(SettingText.label("batchSize")).isEqualTo("Batch size");
        assertThat(SettingText.value(2000)).isEqualTo("2000");
        assertThat(SettingText.value(0.001)).isEqualTo("0.001");
        assertThat(SettingText.value(1e-8)).isEqualTo("1e-8");
        assertThat(SettingText.value(List.of(128, 64))).isEqualTo("128, 64");
        assertThat(SettingText.value(true)).isEqualTo("on");
    }

    @Test
    void takesWholeNumbersAsEqualWhetherTheyCameAsIntegersOrNot() {
        assertThat(SettingText.same(50, 50.0)).isTrue();
        assertThat(SettingText.same(List.of(1, 2), List.of(1L, 2L))).isTrue();
        assertThat(SettingText.same(0.5, 0.25)).isFalse();
    }

    @Test
    void saysWhichValuesAreAllowed() {
        assertThat(SettingText.range(number(1.0, 10000.0))).isEqualTo("1 to 10,000");
        assertThat(SettingText.range(number(0.0, null))).isEqualTo("at least 0");
        assertThat(SettingText.range(number(null, null))).isEmpty();
    }

    private static Setting number(Double min, Double max) {
        return new Setting("x", Setting.Type.NUMBER, 1.0, min, max, List.of(), "");
    }
}
