package oddboard.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import oddboard.archive.Archive;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.image.ImageDecoder;
import oddboard.image.ImageDecoder.Ranges;
import oddboard.image.MaskFile;
import oddboard.image.ValueStatistics;
import oddboard.ingest.ImportPreview.Raw;
import oddboard.ingest.ImportSource.Item;
import oddboard.label.LabelFile;
import oddboard.layout.FolderChoice;
import oddboard.layout.FolderForm;
import oddboard.layout.FolderLayout;
import oddboard.layout.FolderTree;
import oddboard.layout.Layouts;
import oddboard.npy.NpyHeader;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** Takes a few images out of uploads, reading no more of them than it has to. */
public final class ImportPreviewer {
    /** Of an archived array, whose images can only be reached through those before them. */
    private static final int MAX_UNPACKED = 16 << 20;

    private static final int MAX_IMAGE = 32 << 20;

    private final BlobStore blobs;

    private final @Nullable Ranges chosen;
    private final List<FolderChoice> choices;

    /** @param chosen the value range; null where the images say it */
    ImportPreviewer(BlobStore blobs, @Nullable Ranges chosen, List<FolderChoice> choices) {
        this.blobs = blobs;
        this.chosen = chosen;
        this.choices = choices;
    }

    /** @throws InputException where the files are no data set, as far as a preview can see */
    public ImportPreview at(ImportUploads uploads) throws IOException {
        return switch (uploads) {
            case ImportUploads.Packed packed -> archive(packed);
            case ImportUploads.Arrays(Upload train, Upload test, var labels) -> arrays(train, test, labels);
        };
    }

    private ImportPreview archive(ImportUploads.Packed packed) throws IOException {
        try (var archive = packed.look(blobs)) {
            var layout = Layouts.of(archive, choices);
            return layout.isArrays() && !archive.isPartial() ? arrays(archive, layout) : folders(archive, layout);
        }
    }

    private ImportPreview folders(Archive archive, FolderLayout layout) throws IOException {
        LabelFile labels = null;
        if (layout.isPlain() && !layout.test.isEmpty() && !archive.isPartial()) {
            labels = FolderSource.labels(archive, layout);
        }
        var raws = new ArrayList<Raw>();
        var images = SampleChoice.of(layout);
        var ranges = ranges(archive, layout, images);
        for (var image : images) {
            int index = layout.test.indexOf(image);
            raws.add(raw(archive, layout, image, Item.of(index < 0, index, image, labels), ranges));
        }
        var all = new ArrayList<>(layout.train);
        all.addAll(layout.test);
        if (layout.isFlat()) {
            all.addAll(layout.flat());
        }
        return new ImportPreview(
                FolderForm.describe(layout, archive.isPartial()),
                layout.isFlat(),
                raws,
                all,
                Layouts.tree(archive, choices));
    }

    private ValueRanges ranges(Archive archive, FolderLayout layout, List<FolderLayout.Image> images)
            throws IOException {
        var ranges = new ValueRanges(chosen);
        for (var image : images) {
            var entry = image.entry();
            try {
                boolean deep = entry.size() <= MAX_IMAGE
                        && ImageDecoder.mayHaveDeepSamples(archive.start(entry, FolderSource.HEADER));
                var measured = deep
                        ? ImageDecoder.measure(archive.read(entry), archive.file(), entry.name())
                        : Optional.<ImageDecoder.Measured>empty();
                if (measured.isPresent()) {
                    boolean train = layout.train.contains(image);
                    ranges.add(new ValueRanges.Part(archive.file(), entry.name(), train, measured.get()));
                }
            } catch (InputException e) {
                // shown where the image itself would be
            }
        }
        ranges.decide();
        return ranges;
    }

    private static Raw raw(
            Archive archive, FolderLayout layout, FolderLayout.Image image, Item item, ValueRanges ranges)
            throws IOException {
        try {
            var outOfRange = ranges.fault(archive.file(), image.entry().name());
            if (outOfRange != null) {
                return Raw.fault(item, outOfRange.getMessage());
            }
            if (image.entry().size() > MAX_IMAGE) {
                return Raw.fault(item, "This image is too large for a preview.");
            }
            var decoded = ImageDecoder.decode(
                    archive.read(image.entry()), archive.file(), image.entry().name(), ranges);
            var masks = new ArrayList<ImportPreview.RawMask>();
            for (var entry : layout.masks.of(image)) {
                masks.add(new ImportPreview.RawMask(
                        MaskFile.decode(entry.read(archive), archive.file(), entry.name()),
                        archive.file(),
                        entry.name(),
                        decoded.size()));
            }
            return Raw.of(item, decoded.pixels(), masks);
        } catch (InputException e) {
            return Raw.fault(item, e.getMessage());
        }
    }

    private ImportPreview arrays(Upload train, Upload test, @Nullable Upload labelFile) throws IOException {
        NpyHeader trainHeader;
        NpyHeader testHeader;
        LabelFile labels;
        try (var trainIn = blobs.open(train.sha256());
                var testIn = blobs.open(test.sha256())) {
            trainHeader = NpyHeader.read(trainIn, train.size(), train.filename());
            testHeader = NpyHeader.read(testIn, test.size(), test.filename());
        }
        labels = ImportUploads.labels(blobs, labelFile, testHeader.count());
        ArraySource.checkTogether(trainHeader, train.filename(), testHeader, test.filename());
        return arrays(
                new Part(
                        trainHeader,
                        train.filename(),
                        trainHeader.count(),
                        (at, count) -> blobs.read(train.sha256(), at, count)),
                new Part(
                        testHeader,
                        test.filename(),
                        testHeader.count(),
                        (at, count) -> blobs.read(test.sha256(), at, count)),
                labels);
    }

    private ImportPreview arrays(Archive archive, FolderLayout layout) throws IOException {
        var parts = ArchivedArrays.of(archive, layout);
        parts.check(archive);
        var test = part(archive, parts.test(), parts.header(archive, parts.test()));
        return arrays(
                part(archive, parts.train(), parts.header(archive, parts.train())),
                test,
                parts.labels(archive, test.header.count()));
    }

    private static Part part(Archive archive, Archive.Member member, NpyHeader header) throws IOException {
        var start = archive.start(member, MAX_UNPACKED);
        long bytes = (long) header.imageElements() * header.type().bytes;
        int within = (int) Math.min(header.count(), (start.length - header.dataOffset()) / bytes);
        return new Part(header, ArchivedArrays.name(archive, member), within, (at, count) -> {
            var some = new byte[count];
            System.arraycopy(start, (int) at, some, 0, count);
            return some;
        });
    }

    private interface Bytes {
        byte[] read(long at, int count) throws IOException;
    }

    /** @param within so many images can be reached */
    private record Part(NpyHeader header, String name, int within, Bytes bytes) {
        ByteBuffer image(int index) throws IOException {
            int length = header.imageElements() * header.type().bytes;
            var image = bytes.read(header.dataOffset() + (long) index * length, length);
            return ByteBuffer.wrap(image).order(header.order());
        }
    }

    private ImportPreview arrays(Part train, Part test, LabelFile labels) throws IOException {
        var header = train.header;
        var anomalous = new ArrayList<Integer>();
        var others = new ArrayList<Integer>();
        int unlabeled = 0;
        for (int i = 0; i < test.header.count(); i++) {
            (labels.label(i) == ImageLabel.ANOMALOUS ? anomalous : others).add(i);
            unlabeled += labels.label(i) == ImageLabel.UNLABELED ? 1 : 0;
        }
        var words = String.format(
                Locale.ROOT,
                "NumPy arrays, %s, %s of %d x %d %s, %s",
                FolderForm.plural(header.count(), "training image"),
                FolderForm.plural(test.header.count(), "test image"),
                header.width(),
                header.height(),
                header.channels() == 1 ? "gray" : "RGB",
                labelsInWords(anomalous.size(), unlabeled, test.header.count()));
        if (header.fortran() || test.header.fortran()) {
            return new ImportPreview(
                    words + "; in this order of axes the images are not shown before the import",
                    false,
                    List.of(),
                    List.of(),
                    FolderTree.NONE);
        }
        var trainIndexes =
                SampleChoice.spread(IntStream.range(0, train.within).boxed().toList(), 3);
        var testIndexes = new ArrayList<>(
                SampleChoice.spread(others.stream().filter(i -> i < test.within).toList(), 3));
        testIndexes.addAll(SampleChoice.spread(
                anomalous.stream().filter(i -> i < test.within).toList(), 4));
        var ranges = new ValueRanges(chosen);
        measure(ranges, train, true, trainIndexes);
        measure(ranges, test, false, testIndexes);
        var faults = ranges.decide();
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
        var raws = new ArrayList<Raw>();
        add(raws, train, trainIndexes, i -> Item.train("train/" + i), ranges);
        add(raws, test, testIndexes, i -> Item.test("test/" + i, labels, i), ranges);
        return new ImportPreview(words, false, raws, List.of(), FolderTree.NONE);
    }

    private static String labelsInWords(int anomalous, int unlabeled, int all) {
        return unlabeled == all
                ? "none of them labeled"
                : String.format(Locale.ROOT, "%,d of them anomalous", anomalous)
                        + (unlabeled == 0 ? "" : String.format(Locale.ROOT, ", %,d unlabeled", unlabeled));
    }

    private static void measure(ValueRanges ranges, Part part, boolean train, List<Integer> indexes)
            throws IOException {
        var header = part.header;
        if (header.type().isByte() || indexes.isEmpty()) {
            return;
        }
        var values = new ValueStatistics();
        for (int index : indexes) {
            ArrayValues.add(header, header.imageElements(), part.image(index), 0, header.type().bytes, values);
        }
        if (values.notFinite() > 0) {
            throw new InputException("NPY_NOT_FINITE", part.name, "", part.name + " holds values that are not finite.");
        }
        ranges.add(new ValueRanges.Part(
                part.name, "", train, new ImageDecoder.Measured(ArrayValues.type(header.type()), values)));
    }

    private static void add(
            List<Raw> raws, Part part, List<Integer> indexes, IntFunction<Item> item, ValueRanges ranges)
            throws IOException {
        var range = ranges.of(ArrayValues.type(part.header.type()));
        for (int index : indexes) {
            raws.add(Raw.of(
                    item.apply(index),
                    ArrayValues.pixels(part.header, range, part.image(index), 0, part.header.type().bytes),
                    List.of()));
        }
    }
}
