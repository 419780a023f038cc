package oddboard.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import oddboard.archive.Archive;
import oddboard.archive.Archives;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder;
import oddboard.image.MaskFile;
import oddboard.ingest.ImportPreview.Raw;
import oddboard.ingest.ImportSource.Item;
import oddboard.label.LabelFile;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyRange;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;

/** Takes a few images out of uploads, reading no more of them than it has to. */
public final class ImportPreviewer {
    /** Of an archived array, whose images can only be reached through those before them. */
    private static final int MAX_UNPACKED = 16 << 20;

    private static final int MAX_IMAGE = 32 << 20;

    private final BlobStore blobs;

    public ImportPreviewer(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @throws InputException where the files are no data set, as far as a look can tell */
    public ImportPreview at(ImportUploads uploads) throws IOException {
        return switch (uploads) {
            case ImportUploads.Packed(Upload upload) -> archive(upload);
            case ImportUploads.Arrays(Upload train, Upload test, Upload labels) -> arrays(train, test, labels);
        };
    }

    private ImportPreview archive(Upload upload) throws IOException {
        try (var archive = Archives.look(blobs, upload.sha256(), upload.size(), upload.filename())) {
            var layout = archive.isPartial()
                    ? FolderLayout.unchecked(archive.files(), archive.file())
                    : FolderLayout.of(archive.files(), archive.file());
            return layout.isArrays() && !archive.isPartial() ? arrays(archive, layout) : folders(archive, layout);
        }
    }

    private static ImportPreview folders(Archive archive, FolderLayout layout) throws IOException {
        LabelFile labels = null;
        if (layout.isPlain() && !layout.test.isEmpty() && !archive.isPartial()) {
            labels = FolderSource.labels(archive, layout);
        }
        var raws = new ArrayList<Raw>();
        for (var image : some(layout)) {
            int index = layout.test.indexOf(image);
            boolean anomalous = index >= 0 && (labels != null ? labels.anomalous(index) : !image.isNormal());
            var folder = image.folder();
            var type = labels != null ? labels.type(index) : anomalous && folder != null ? folder : "";
            raws.add(raw(archive, layout, image, new Item(index < 0, image.path(), anomalous, type)));
        }
        return new ImportPreview(layout.describe(archive.isPartial()), layout.isFlat(), raws);
    }

    private static Raw raw(Archive archive, FolderLayout layout, FolderLayout.Image image, Item item)
            throws IOException {
        try {
            if (image.entry().size() > MAX_IMAGE) {
                return Raw.fault(item, "This image is too large for a preview.");
            }
            var decoded = ImageDecoder.decode(
                    archive.read(image.entry()), archive.file(), image.entry().name());
            var masks = new ArrayList<ImportPreview.RawMask>();
            for (var entry : layout.masks.of(image)) {
                masks.add(new ImportPreview.RawMask(
                        MaskFile.decode(archive.read(entry), archive.file(), entry.name()),
                        archive.file(),
                        entry.name(),
                        decoded.size()));
            }
            return Raw.of(item, decoded.pixels(), masks);
        } catch (InputException e) {
            return Raw.fault(item, e.getMessage());
        }
    }

    /** Three for training, two normal ones, then types of anomaly in turn; as many as there are. */
    private static List<FolderLayout.Image> some(FolderLayout layout) {
        var images = new ArrayList<>(spread(layout.flat(), layout.isFlat() ? ImportPreview.SAMPLES : 0));
        images.addAll(spread(layout.train, 3));
        var normal = layout.test.stream().filter(FolderLayout.Image::isNormal).toList();
        images.addAll(spread(normal, 2));
        var types = new HashSet<String>();
        var rest = new ArrayList<FolderLayout.Image>();
        for (var image : layout.test) {
            if (!image.isNormal()) {
                boolean first = types.add(String.valueOf(image.folder()));
                (first && images.size() < ImportPreview.SAMPLES ? images : rest).add(image);
            }
        }
        images.addAll(spread(rest, Math.max(0, ImportPreview.SAMPLES - images.size())));
        return images.subList(0, Math.min(images.size(), ImportPreview.SAMPLES));
    }

    private static <T> List<T> spread(List<T> from, int count) {
        var chosen = new ArrayList<T>();
        for (int i = 0; i < Math.min(count, from.size()); i++) {
            chosen.add(from.get((int) ((long) i * from.size() / Math.min(count, from.size()))));
        }
        return chosen;
    }

    private ImportPreview arrays(Upload train, Upload test, Upload labelFile) throws IOException {
        NpyHeader trainHeader;
        NpyHeader testHeader;
        LabelFile labels;
        try (var trainIn = blobs.open(train.sha256());
                var testIn = blobs.open(test.sha256());
                var labelsIn = blobs.open(labelFile.sha256())) {
            trainHeader = NpyHeader.read(trainIn, train.size(), train.filename());
            testHeader = NpyHeader.read(testIn, test.size(), test.filename());
            labels = LabelFile.forIndexes(labelsIn, labelFile.filename(), testHeader.count());
        }
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

    private static ImportPreview arrays(Archive archive, FolderLayout layout) throws IOException {
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

    private static ImportPreview arrays(Part train, Part test, LabelFile labels) throws IOException {
        var header = train.header;
        var normal = new ArrayList<Integer>();
        var anomalous = new ArrayList<Integer>();
        for (int i = 0; i < test.header.count(); i++) {
            (labels.anomalous(i) ? anomalous : normal).add(i);
        }
        var words = String.format(
                Locale.ROOT,
                "NumPy arrays, %s, %s of %d x %d %s, %,d of them anomalous",
                FolderLayout.plural(header.count(), "training image"),
                FolderLayout.plural(test.header.count(), "test image"),
                header.width(),
                header.height(),
                header.channels() == 1 ? "grey" : "RGB",
                anomalous.size());
        if (header.fortran() || test.header.fortran()) {
            return new ImportPreview(
                    words + "; in this order of axes the images are not shown before the import", false, List.of());
        }
        var trainIndexes = spread(IntStream.range(0, train.within).boxed().toList(), 3);
        var testIndexes = new ArrayList<>(
                spread(normal.stream().filter(i -> i < test.within).toList(), 3));
        testIndexes.addAll(
                spread(anomalous.stream().filter(i -> i < test.within).toList(), 4));
        var raws = new ArrayList<Raw>();
        add(raws, train, trainIndexes, i -> new Item(true, "train/" + i, false, ""), range(train, trainIndexes));
        add(
                raws,
                test,
                testIndexes,
                i -> new Item(false, "test/" + i, labels.anomalous(i), labels.type(i)),
                range(test, testIndexes));
        return new ImportPreview(words, false, raws);
    }

    private static NpyRange range(Part part, List<Integer> indexes) throws IOException {
        var type = part.header.type();
        if (type.isByte() || indexes.isEmpty()) {
            return new NpyRange(0, type.isByte() ? 255 : 1);
        }
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int index : indexes) {
            var image = part.image(index);
            for (int at = 0; at < image.capacity(); at += type.bytes) {
                min = Math.min(min, type.get(image, at));
                max = Math.max(max, type.get(image, at));
            }
        }
        if (!Double.isFinite(min) || !Double.isFinite(max)) {
            throw new InputException("NPY_NOT_FINITE", part.name, "", part.name + " holds values that are not finite.");
        }
        return new NpyRange(min, max);
    }

    private static void add(List<Raw> raws, Part part, List<Integer> indexes, IntFunction<Item> item, NpyRange range)
            throws IOException {
        var scale = range.scale(part.header.type(), part.name);
        for (int index : indexes) {
            raws.add(Raw.of(
                    item.apply(index),
                    ArraySource.pixels(part.header, scale, part.image(index), 0, part.header.type().bytes),
                    List.of()));
        }
    }
}
