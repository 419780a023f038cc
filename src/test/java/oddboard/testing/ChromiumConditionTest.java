package oddboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChromiumConditionTest {
    @Test
    void skipsWithoutChromiumButNotInContinuousIntegration() {
        assertThat(ChromiumCondition.evaluate(false, null).isDisabled()).isTrue();
        assertThat(ChromiumCondition.evaluate(false, "false").isDisabled()).isTrue();
        assertThat(ChromiumCondition.evaluate(false, "true").isDisabled()).isFalse();
        assertThat(ChromiumCondition.evaluate(true, null).isDisabled()).isFalse();
    }
}
