package oddboard.scoring;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import oddboard.account.User;
import oddboard.account.UserId;
import oddboard.scoring.PredictionRefusedException.Reason;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many images may wait to be scored at once on one web node, and how many a user may send a second. */
@Component
class PredictionLimits {
    private final int most;
    private final int mostOfOne;
    private final double rate;
    private final LongSupplier nanos;
    private final Map<UserId, Sender> senders = new HashMap<>();
    private int waiting;

    private static final class Sender {
        int waiting;
        /** Images that may be sent at this moment; below zero where a large request used up what comes later. */
        double left;

        long at;
    }

    @Autowired
    PredictionLimits(
            @Value("${oddboard.predict.max-waiting:64}") int most,
            @Value("${oddboard.predict.max-waiting-per-user:32}") int mostOfOne,
            @Value("${oddboard.predict.images-per-second:500}") double rate) {
        this(most, mostOfOne, rate, System::nanoTime);
    }

    PredictionLimits(int most, int mostOfOne, double rate, LongSupplier nanos) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.rate = rate;
        this.nanos = nanos;
    }

    /** Images of one request that can ever be taken. */
    int mostAtOnce() {
        return Math.min(most, mostOfOne);
    }

    /** @throws PredictionRefusedException where there is no room now; nothing is to be given back then */
    synchronized void take(User user, int images) {
        long now = nanos.getAsLong();
        senders.values().removeIf(one -> one.waiting == 0 && refilled(one, now) >= rate);
        Sender sender = senders.computeIfAbsent(user.id(), id -> {
            Sender fresh = new Sender();
            fresh.left = rate;
            fresh.at = now;
            return fresh;
        });
        sender.left = refilled(sender, now);
        sender.at = now;
        if (sender.left <= 0) {
            throw refused(
                    Reason.TOO_FAST,
                    Math.max(1, (int) Math.ceil(-sender.left / rate)),
                    "You sent more than " + Math.round(rate)
                            + " images in a second, which is the most that one user may;");
        }
        if (waiting + images > most) {
            throw refused(
                    Reason.BUSY,
                    1,
                    "More than " + most + " images wait to be scored at this moment, those of all users;");
        }
        if (sender.waiting + images > mostOfOne) {
            throw refused(
                    Reason.BUSY, 1, "More than " + mostOfOne + " images of yours wait to be scored at this moment;");
        }
        sender.left -= images;
        sender.waiting += images;
        waiting += images;
    }

    private static PredictionRefusedException refused(Reason reason, int seconds, String what) {
        return new PredictionRefusedException(
                reason,
                seconds,
                what + " try again in " + (seconds == 1 ? "a second" : seconds + " seconds")
                        + ", or score many images by a scoring.");
    }

    private double refilled(Sender sender, long now) {
        return Math.min(rate, sender.left + (now - sender.at) / 1e9 * rate);
    }

    synchronized void giveBack(User user, int images) {
        waiting -= images;
        Sender sender = senders.get(user.id());
        if (sender != null) {
            sender.waiting -= images;
        }
    }
}
