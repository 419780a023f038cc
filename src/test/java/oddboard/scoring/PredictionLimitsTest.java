package oddboard.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import oddboard.account.Role;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.scoring.PredictionRefusedException.Reason;
import org.junit.jupiter.api.Test;

class PredictionLimitsTest {
    private static final User ANN = new User(new UserId(1), "ann", Role.MEMBER, false);
    private static final User BEN = new User(new UserId(2), "ben", Role.MEMBER, false);
    private final AtomicLong nanos = new AtomicLong();
    private final PredictionLimits limits = new PredictionLimits(10, 6, 20, nanos::get);

    @Test
    void oneUserCantTakeThePlacesOfAll() {
        limits.take(ANN, 6);
        refused(ANN, 1, Reason.BUSY, "More than 6 images of yours wait");
        limits.take(BEN, 4);
        refused(BEN, 1, Reason.BUSY, "More than 10 images wait");
        limits.giveBack(ANN, 6);
        limits.take(BEN, 2);
        assertThat(limits.mostAtOnce()).isEqualTo(6);
    }

    @Test
    void whoSendsTooManyASecondIsToldWhenToComeBack() {
        for (int i = 0; i < 4; i++) {
            limits.take(ANN, 6);
            limits.giveBack(ANN, 6);
        }
        refused(ANN, 1, Reason.TOO_FAST, "You sent more than 20 images in a second");
        limits.take(BEN, 1);
        nanos.addAndGet(250_000_000);
        limits.take(ANN, 6);
        limits.giveBack(ANN, 6);
        refused(ANN, 1, Reason.TOO_FAST, "20 images");
        nanos.addAndGet(3_000_000_000L);
        limits.take(ANN, 6);
    }

    private void refused(User user, int seconds, Reason reason, String words) {
        assertThatThrownBy(() -> limits.take(user, 1)).isInstanceOfSatisfying(PredictionRefusedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.retryAfter()).isEqualTo(seconds);
            assertThat(e).hasMessageContaining(words).hasMessageEndingWith("by a scoring.");
        });
    }
}
