package oddboard.duplicate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import oddboard.image.RasterImage;
import org.jspecify.annotations.Nullable;

/**
 * Finds images that are overlapping crops of one picture: the same pixels at other places.
 *
 * <p>Images that have at least {@link #VOTES} {@link Keypoints} in common, all moved by the same distance, are compared pixel
 * by pixel where they would overlap ({@link Overlap}). Crops that were turned, resized or saved with much loss are not found, and neither is
 * what hardly moved: {@link NearDuplicates} finds that. What more than {@link #MAX_ALIKE} places share, such as the print on all
 * parts of a kind, tells nothing and is passed over, so that time stays bounded.
 */
public final class Overlaps {
    static final int VOTES = 3;
    private static final int BITS = 6;
    private static final int BANDS = 4;
    private static final int VALUES = 1 << 16;
    private static final int MAX_ALIKE = 64;
    private static final int MAX_CHECKED = 12;
    /** Pixels after the halvings. */
    private static final int TOLERANCE = 2;

    private static final double MOVED = 1 / 32.0;

    private final List<Keypoints> images;
    private final Pixels pixels;
    private final int[] image;
    private final int[] place;

    /** Gives the pixels of an image again. */
    public interface Pixels {
        /** Null where the image can't be read. */
        @Nullable RasterImage of(int image) throws IOException;
    }

    public interface Sink {
        /** Whether it matters what these two share; else they are not read again. */
        default boolean wants(int earlier, int later) {
            return true;
        }

        /**
         * @param earlier less than {@code later}, both by their order in the set
         * @param share of the smaller image that the other one shows, too: 0.1 to 1
         */
        void pair(int earlier, int later, double share);
    }

    private record Move(int dx, int dy) {}

    private record Candidate(int earlier, Move move, int votes) {}

    private Overlaps(List<Keypoints> images, Pixels pixels) {
        this.images = images;
        this.pixels = pixels;
        int all = images.stream().mapToInt(Keypoints::count).sum();
        image = new int[all];
        place = new int[all];
        int next = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int k = 0; k < images.get(i).count(); k++) {
                image[next] = i;
                place[next++] = k;
            }
        }
    }

    /** Gives each pair once, in the order of the later image; ends early where {@code goOn} says no. */
    public static void find(List<Keypoints> images, Pixels pixels, Sink sink, BooleanSupplier goOn) throws IOException {
        new Overlaps(images, pixels).search(sink, goOn);
    }

    private long bits(int point) {
        return images.get(image[point]).bits()[place[point]];
    }

    private void search(Sink sink, BooleanSupplier goOn) throws IOException {
        var previous = new int[BANDS][image.length];
        var last = new int[BANDS][VALUES];
        var alike = new int[BANDS][VALUES];
        for (int band = 0; band < BANDS; band++) {
            Arrays.fill(last[band], -1);
            for (int p = 0; p < image.length; p++) {
                alike[band][value(bits(p), band)]++;
            }
        }
        int from = 0;
        for (int i = 0; i < images.size(); i++) {
            if (i % 1000 == 0 && !goOn.getAsBoolean()) {
                return;
            }
            int to = from + images.get(i).count();
            var votes = new HashMap<Integer, List<Move>>();
            for (int p = from; p < to; p++) {
                for (int band = 0; band < BANDS; band++) {
                    int value = value(bits(p), band);
                    if (alike[band][value] <= MAX_ALIKE) {
                        vote(p, band, last[band][value], previous[band], votes);
                    }
                }
            }
            for (int p = from; p < to; p++) {
                for (int band = 0; band < BANDS; band++) {
                    int value = value(bits(p), band);
                    previous[band][p] = last[band][value];
                    last[band][value] = p;
                }
            }
            check(i, votes, sink);
            from = to;
        }
    }

    private static int value(long bits, int band) {
        return (int) (bits >>> 16 * band) & 0xffff;
    }

    private void vote(int point, int band, int start, int[] previous, Map<Integer, List<Move>> votes) {
        var later = images.get(image[point]);
        for (int q = start; q >= 0; q = previous[q]) {
            long differing = bits(point) ^ bits(q);
            var earlier = images.get(image[q]);
            if (Long.bitCount(differing) <= BITS
                    && !agreesBefore(differing, band)
                    && earlier.halvings() == later.halvings()) {
                votes.computeIfAbsent(image[q], j -> new ArrayList<>())
                        .add(new Move(
                                earlier.x()[place[q]] - later.x()[place[point]],
                                earlier.y()[place[q]] - later.y()[place[point]]));
            }
        }
    }

    /** Whether the two were met in an earlier band. */
    private static boolean agreesBefore(long differing, int bands) {
        for (int band = 0; band < bands; band++) {
            if (value(differing, band) == 0) {
                return true;
            }
        }
        return false;
    }

    private void check(int later, Map<Integer, List<Move>> votes, Sink sink) throws IOException {
        var candidates = new ArrayList<Candidate>();
        votes.forEach((earlier, moves) -> {
            if (moves.size() >= VOTES && sink.wants(earlier, later)) {
                var best = best(earlier, moves);
                if (best.votes >= VOTES) {
                    candidates.add(best);
                }
            }
        });
        candidates.sort(Comparator.comparingInt(Candidate::votes).reversed().thenComparingInt(Candidate::earlier));
        var checked = candidates.subList(0, Math.min(MAX_CHECKED, candidates.size()));
        var one = checked.isEmpty() ? null : pixels.of(later);
        for (var candidate : checked) {
            var other = one == null ? null : pixels.of(candidate.earlier);
            if (one != null && other != null) {
                int scale = 1 << images.get(later).halvings();
                double share = Overlap.share(
                        other, one, candidate.move.dx * scale, candidate.move.dy * scale, (TOLERANCE + 1) * scale);
                boolean moved = Math.hypot(candidate.move.dx, candidate.move.dy) * scale
                        >= MOVED * Math.max(one.width(), one.height());
                if (share > 0 && moved) {
                    sink.pair(candidate.earlier, later, share);
                }
            }
        }
    }

    private static Candidate best(int earlier, List<Move> moves) {
        var best = new Candidate(earlier, moves.getFirst(), 0);
        for (var move : moves) {
            int near = 0;
            for (var other : moves) {
                near += Math.abs(move.dx - other.dx) <= TOLERANCE && Math.abs(move.dy - other.dy) <= TOLERANCE ? 1 : 0;
            }
            best = near > best.votes ? new Candidate(earlier, move, near) : best;
        }
        return best;
    }
}
