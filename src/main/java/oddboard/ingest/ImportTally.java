package oddboard.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImportReport;
import oddboard.duplicate.Thumbnail;
import oddboard.duplicate.Thumbnails;
import oddboard.image.Crop;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import org.jspecify.annotations.Nullable;

/** Takes an import's images one by one: makes them square, packs them, counts, and finds exact copies. */
final class ImportTally implements ImportSource.Visitor {
    static final int MAX_REJECTED = 1000;
    /** Gray levels that the eye does not tell from black. */
    private static final int BLACK = 7;

    final List<String> names = new ArrayList<>();
    final List<ImageLabel> labels = new ArrayList<>();
    final List<String> types = new ArrayList<>();
    int trainCount;
    int testCount;
    int rejectedCount;
    final MaskWriter masks;
    private int lost;
    private final ImportSpec spec;
    private final int size;
    private final @Nullable PackedWriter writer;
    private final @Nullable OwnWriter own;
    private final List<InputException> rejected = new ArrayList<>();
    private final Copies copies = new Copies();
    private final Thumbnails thumbnails;
    private ImportReport.@Nullable Leaks leaks;
    private final Map<String, Integer> byType = new TreeMap<>();
    private int normal;
    private int notSquare;
    private int unlabeled;
    private final AtomicInteger brightest = new AtomicInteger();

    /**
     * @param writer null where the images stay where they are
     * @param thumbnails empty
     * @param own null where images are not kept at their own size
     */
    ImportTally(
            ImportSpec spec,
            int size,
            @Nullable PackedWriter writer,
            MaskWriter masks,
            Thumbnails thumbnails,
            @Nullable OwnWriter own) {
        this.thumbnails = thumbnails;
        this.own = own;
        this.masks = masks;
        this.spec = spec;
        this.size = size;
        this.writer = writer;
    }

    /** After so many bad files an import that will fail anyway need not continue. */
    static int limit(ImportSpec spec) {
        return spec.onBadFile() == ImportSpec.OnBadFile.STOP ? MAX_REJECTED : Integer.MAX_VALUE;
    }

    int seen() {
        return trainCount + testCount + lost;
    }

    @Override
    public ImportSource.Ready prepare(RasterImage pixels, @Nullable RasterImage mask, byte @Nullable [] file)
            throws IOException {
        if (brightest.get() <= BLACK) {
            brightest.accumulateAndGet(pixels.brightest(), Math::max);
        }
        boolean gray = spec.channels() == 1 || pixels.isGray();
        var square = Resizer.square(gray ? pixels.withChannels(1) : pixels, spec.crop(), spec.cropFraction(), size);
        var bits = mask == null ? null : Resizer.bits(mask, spec.crop(), spec.cropFraction(), size);
        var hash = Copies.Hash.of(square);
        return new ImportSource.Ready(
                square,
                pixels.width() == pixels.height(),
                hash.high(),
                hash.low(),
                bits,
                Thumbnail.of(pixels),
                own == null ? null : OwnImage.of(pixels, file, mask, own.folder()));
    }

    @Override
    public void accept(ImportSource.Item item, ImportSource.Ready ready) throws IOException {
        notSquare += ready.wasSquare() ? 0 : 1;
        if (writer != null) {
            writer.add(ready.pixels());
        }
        if (own != null && ready.own() != null) {
            own.add(ready.own());
        }
        if (ready.mask() != null) {
            masks.add(testCount, ready.mask());
        }
        names.add(item.name());
        thumbnails.add(ready.thumbnail());
        copies.add(item, new Copies.Hash(ready.hashHigh(), ready.hashLow()));
        count(item);
    }

    private void count(ImportSource.Item item) {
        if (item.train()) {
            trainCount++;
            return;
        }
        testCount++;
        labels.add(item.label());
        types.add(item.type());
        switch (item.label()) {
            case NORMAL -> {
                normal++;
                byType.merge(type(item), 1, Integer::sum);
            }
            case ANOMALOUS -> byType.merge(type(item), 1, Integer::sum);
            case UNLABELED -> unlabeled++;
        }
    }

    /** Whoever calls an anomalous image good must not find it among the normal ones. */
    private static String type(ImportSource.Item item) {
        if (item.label() == ImageLabel.NORMAL) {
            return "good";
        }
        return item.type().isEmpty() ? "anomalous" : item.type().equals("good") ? "good (anomalous)" : item.type();
    }

    @Override
    public void reject(InputException fault) {
        lost++;
        rejectMask(fault);
    }

    @Override
    public void rejectMask(InputException fault) {
        rejectedCount++;
        if (rejected.size() < MAX_REJECTED) {
            rejected.add(fault);
        }
    }

    /** @throws InputException where nothing, or not all that had to, was taken */
    void check(String file) {
        if (rejectedCount > 0 && spec.onBadFile() == ImportSpec.OnBadFile.STOP) {
            var first = rejected.getFirst();
            var sentence = first.getMessage().replaceFirst("\\.$", "");
            throw rejectedCount == 1
                    ? first
                    : new InputException(
                            first.code(),
                            first.file(),
                            first.entry(),
                            sentence + "; " + (rejectedCount - 1) + (rejectedCount == 2 ? " more file" : " more files")
                                    + " cannot be taken either.");
        }
        if (trainCount == 0 || testCount == 0) {
            throw new InputException(
                    "FILES_MISSING",
                    file,
                    "",
                    file + " has no " + (trainCount == 0 ? "training" : "test") + " image that can be taken.");
        }
    }

    /** Looks for test images that show the same as training images; before the report. */
    void findLeaks(ImportSource source, BooleanSupplier goOn) throws IOException {
        leaks = Leaks.find(thumbnails, trainCount, names, source, goOn);
    }

    ImportReport report(ImportSource source, int edge) {
        var notes = new ArrayList<String>();
        boolean kept = own != null && own.differs();
        if (kept) {
            notes.add("The images keep their own size, "
                    + Objects.requireNonNull(own).sizes()
                    + " pixels; each run chooses what its detector sees of them. Galleries, and runs that choose nothing,"
                    + " use squares of " + size + " × " + size + " pixels.");
        } else if (edge != size) {
            notes.add("The images were resized from " + edge + " to " + size + " pixels"
                    + (spec.imageSize() == 0 ? ", the nearest size that detectors take." : "."));
        }
        int white = brightest.get();
        if (trainCount + testCount > 0 && white <= BLACK) {
            notes.add(
                    white == 0
                            ? "All images are black."
                            : "No gray level is above " + white + " of 255, so that all images look black. If " + white
                                    + " means white, choose the value range 0 to " + white + ".");
        }
        if (spec.crop() == Crop.CENTRE && spec.cropFraction() < 1) {
            notes.add(String.format(
                    Locale.ROOT, "Of each image the middle was kept: %.4g of its shorter edge.", spec.cropFraction()));
        }
        if (notSquare > 0) {
            notes.add(notSquare + (notSquare == 1 ? " image was" : " images were") + " not square and "
                    + (kept ? "for these squares " : "") + (notSquare == 1 ? "was " : "were ")
                    + switch (spec.crop()) {
                        case SQUARE -> "cut to the middle.";
                        case CENTRE -> "cut to a square.";
                        case FIT -> "filled up with black.";
                        case KEEP -> "stretched.";
                    });
        }
        var labelNotes = new ArrayList<String>();
        if (masks.count() > 0) {
            labelNotes.add(masksTaken());
        }
        notes.addAll(copies.notes());
        notes.addAll(Leaks.notes(leaks, testCount));
        labelNotes.addAll(copies.labelNotes());
        if (!spec.grouping().pattern().isEmpty() && !source.hasNames()) {
            notes.add("Images of arrays have no file names: the pattern of groups was not used.");
        }
        if (byType.containsKey("good (anomalous)")) {
            labelNotes.add(byType.get("good (anomalous)")
                    + " of the anomalous test images have the type \"good\"; check whether the labels are right.");
        }
        if (unlabeled > 0) {
            labelNotes.add(
                    unlabeled == testCount
                            ? "No test image has a label: runs are scored and ranked, but no AUC can be computed until labels"
                                    + " of both classes are added."
                            : String.format(Locale.ROOT, "%,d of %,d test images", unlabeled, testCount)
                                    + (unlabeled == 1 ? " has" : " have")
                                    + " no label: metrics use the others alone.");
        }
        if (unlabeled < testCount && (normal == 0 || normal == testCount - unlabeled)) {
            notes.add((unlabeled == 0 ? "All test images are " : "All labeled test images are ")
                    + (normal > 0 ? "normal" : "anomalous") + ": no AUC can be computed.");
        }
        if (rejectedCount > rejected.size()) {
            notes.add((rejectedCount - rejected.size()) + " more files were not taken and are not listed.");
        }
        notes.addAll(source.notes());
        labelNotes.addAll(source.labelNotes());
        var list = rejected.stream().map(ImportTally::rejected).toList();
        return new ImportReport(
                trainCount + testCount,
                list,
                copies.within,
                copies.across,
                byType,
                notes,
                masks.count(),
                labelNotes,
                source.traits(),
                leaks);
    }

    private String masksTaken() {
        long with = masks.indexes().stream()
                .filter(i -> labels.get(i) == ImageLabel.ANOMALOUS)
                .count();
        long without = labels.stream().filter(l -> l == ImageLabel.ANOMALOUS).count() - with;
        return String.format(Locale.ROOT, "%,d", masks.count())
                + (masks.count() == 1 ? " mask was" : " masks were") + " taken"
                + (without > 0
                        ? "; " + without + (without == 1 ? " anomalous image has" : " anomalous images have") + " none."
                        : ".");
    }

    static ImportReport.Rejected rejected(InputException fault) {
        return new ImportReport.Rejected(fault.file(), fault.entry(), fault.code(), fault.getMessage());
    }
}
