package oddboard.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import oddboard.dataset.ImportReport;
import oddboard.duplicate.NearDuplicates;
import oddboard.duplicate.Overlaps;
import oddboard.duplicate.Thumbnails;
import oddboard.layout.FolderForm;
import org.jspecify.annotations.Nullable;

/** Looks for test images that show the same as training images. */
final class Leaks {
    /** From this share of the test images on, the images are perhaps all alike, which is no leak. */
    private static final double MANY = 0.2;

    /** @param overlap share of the smaller image that both show; 0 where they are near duplicates */
    private record Nearest(int train, double similarity, double overlap) {}

    private Leaks() {}

    /**
     * @param thumbnails of training images, then of test images
     * @param names of the same images
     */
    static ImportReport.@Nullable Leaks find(
            Thumbnails thumbnails, int trainCount, List<String> names, ImportSource source, BooleanSupplier goOn)
            throws IOException {
        var nearest = new TreeMap<Integer, Nearest>();
        NearDuplicates.find(
                thumbnails,
                (earlier, later, similarity) -> {
                    if (earlier < trainCount && later >= trainCount) {
                        nearest.merge(
                                later,
                                new Nearest(earlier, similarity, 0),
                                (a, b) -> b.similarity > a.similarity ? b : a);
                    }
                },
                goOn);
        source.overlaps(
                names,
                new Overlaps.Sink() {
                    @Override
                    public boolean wants(int earlier, int later) {
                        var known = nearest.get(later);
                        return earlier < trainCount && later >= trainCount && (known == null || known.overlap > 0);
                    }

                    @Override
                    public void pair(int earlier, int later, double share) {
                        nearest.merge(later, new Nearest(earlier, 0, share), (a, b) -> b.overlap > a.overlap ? b : a);
                    }
                },
                goOn);
        if (nearest.isEmpty()) {
            return null;
        }
        var pairs = new ArrayList<ImportReport.Pair>();
        nearest.forEach((test, to) -> pairs.add(new ImportReport.Pair(
                to.train, names.get(to.train), test, names.get(test), rounded(to.similarity), rounded(to.overlap))));
        pairs.sort(Comparator.comparingDouble(ImportReport.Pair::similarity)
                .thenComparingDouble(ImportReport.Pair::overlap)
                .reversed()
                .thenComparingInt(ImportReport.Pair::test));
        return new ImportReport.Leaks(
                pairs.size(), List.copyOf(pairs.subList(0, Math.min(ImportReport.Leaks.SHOWN, pairs.size()))));
    }

    private static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }

    /** What it means; nothing where there are none, or so few that they hardly count. */
    static List<String> notes(ImportReport.@Nullable Leaks leaks, int testCount) {
        if (leaks == null || !leaks.matter(testCount)) {
            return List.of();
        }
        int n = leaks.testImages();
        return List.of(FolderForm.plural(n, "test image is a near duplicate", "test images are near duplicates")
                + " of training images"
                + (leaks.pairs().stream().anyMatch(pair -> pair.overlap() > 0)
                        ? ", or shows a part of a picture that a training image shows, too"
                        : "")
                + ". A detector knows " + (n == 1 ? "it" : "them")
                + " from its training, so that the AUC can be higher than on new images."
                + (n >= MANY * testCount && n > 1
                        ? " So many may also mean that all images of this set look alike: compare the pairs below."
                        : ""));
    }
}
