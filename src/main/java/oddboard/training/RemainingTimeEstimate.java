package oddboard.training;

import org.jspecify.annotations.Nullable;

/** Time left, from the pace of this epoch and the one before it; all that a training does between images counts in. */
final class RemainingTimeEstimate {
    private long fromTime;
    private long fromImages;
    private long markTime;
    private long markImages;
    private long time;
    private long images;
    private boolean started;

    RemainingTimeEstimate(long start) {
        fromTime = start;
        markTime = start;
        time = start;
    }

    /** So many images, over all epochs, are done at this time (nanoseconds). */
    void at(long now, long done) {
        if (!started) {
            // A resumed training begins in the middle: what was done before took none of this time.
            started = true;
            fromImages = done;
            markImages = done;
            fromTime = now;
            markTime = now;
        }
        time = now;
        images = done;
    }

    /** An epoch has ended. */
    void mark() {
        fromTime = markTime;
        fromImages = markImages;
        markTime = time;
        markImages = images;
    }

    /** Images a second; null until two moments are known. */
    @Nullable Double rate() {
        return images > fromImages && time > fromTime ? (images - fromImages) / ((time - fromTime) / 1e9) : null;
    }

    @Nullable Double secondsFor(long left) {
        Double rate = rate();
        return rate == null ? null : left / rate;
    }
}
