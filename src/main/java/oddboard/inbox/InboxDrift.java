package oddboard.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import oddboard.account.User;
import oddboard.scoring.Drift;
import oddboard.scoring.Drifts;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How the images of an inbox drift over time: scorings that follow each other together, where each has few images. */
@Service
public class InboxDrift {
    private static final int MAX_SCORINGS = 2_000;
    private static final int MAX_POINTS = 60;
    private static final int MIN_IMAGES = 100;

    private final Inboxes inboxes;
    private final Drifts drifts;

    InboxDrift(Inboxes inboxes, Drifts drifts) {
        this.inboxes = inboxes;
        this.drifts = drifts;
    }

    /**
     * Some scorings of one model version that follow each other.
     *
     * @param at when the last of them was queued
     * @param version of the model
     * @param images that could be read
     * @param flagged of them; -1 without a threshold
     */
    public record Point(Instant at, int version, int images, int flagged, Drift drift) {
        private Point with(Point later) {
            return new Point(
                    later.at,
                    version,
                    images + later.images,
                    flagged < 0 || later.flagged < 0 ? -1 : flagged + later.flagged,
                    drift.with(later.drift));
        }
    }

    /** Oldest first, of the newest 2,000 scorings; at most some 60 of at least 100 images, but the last of each version. */
    public List<Point> of(Inbox inbox, User viewer) {
        List<Scoring> scorings = new ArrayList<>(inboxes.scorings(inbox, Long.MAX_VALUE, MAX_SCORINGS, viewer));
        Collections.reverse(scorings);
        Map<ScoringId, Drift> all =
                drifts.find(scorings.stream().map(Scoring::id).toList());
        int images = all.values().stream()
                .mapToInt(drift -> drift.seen().brightness().count())
                .sum();
        int least = Math.max(MIN_IMAGES, images / MAX_POINTS);
        List<Point> points = new ArrayList<>();
        Point open = null;
        for (Scoring scoring : scorings) {
            Drift drift = all.get(scoring.id());
            if (drift == null) {
                continue;
            }
            Point next = point(scoring, drift);
            if (open != null && open.version != next.version) {
                points.add(open);
                open = null;
            }
            open = open == null ? next : open.with(next);
            if (open.images >= least) {
                points.add(open);
                open = null;
            }
        }
        addIfAny(points, open);
        return points;
    }

    private static void addIfAny(List<Point> points, @Nullable Point last) {
        if (last != null) {
            points.add(last);
        }
    }

    private static Point point(Scoring scoring, Drift drift) {
        return new Point(
                scoring.createdAt(),
                scoring.model().version(),
                drift.seen().brightness().count(),
                scoring.threshold() == null ? -1 : scoring.counts().flagged(),
                drift);
    }
}
