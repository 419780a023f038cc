package oddboard.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class OnceButtonTest {
    /** The browser disables it before it asks the server, which answers no event of what is disabled. */
    @Test
    void takesNoSecondClickAfterAChangeThatWasDone() {
        var done = new OnceButton("Start", () -> true);
        assertThat(done.isDisableOnClick()).isTrue();
        done.click();
        assertThat(done.isEnabled()).isFalse();
    }

    @Test
    void canBeClickedAgainWhereTheChangeFailed() {
        var refused = new OnceButton("Start", () -> false);
        refused.click();
        assertThat(refused.isEnabled()).isTrue();
        var broken = new OnceButton("Start", () -> {
            throw new IllegalStateException("broken");
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(broken::click);
        assertThat(broken.isEnabled()).isTrue();
    }
}
