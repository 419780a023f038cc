package oddboard.ingest;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.PackedPlace;
import oddboard.dataset.PackedVersion;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.image.RasterImage;
import oddboard.image.Resizer;
import oddboard.image.ValueRange;
import oddboard.label.LabelFile;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyType;
import oddboard.storage.BlobStore;
import oddboard.upload.Upload;
import org.jspecify.annotations.Nullable;

/** Two uploaded arrays whose bytes are already what a packed file would hold: they stay where they are. */
final class StoredArrays implements ImportSource {
    private final BlobStore blobs;
    private final Upload trainFile;
    private final Upload testFile;
    private final NpyHeader train;
    private final NpyHeader test;
    private final LabelFile labels;

    private StoredArrays(
            BlobStore blobs, Upload trainFile, NpyHeader train, Upload testFile, NpyHeader test, LabelFile labels) {
        this.blobs = blobs;
        this.trainFile = trainFile;
        this.train = train;
        this.testFile = testFile;
        this.test = test;
        this.labels = labels;
    }

    /**
     * Null where the images have to be made again: resized, scaled, or in another order.
     *
     * @throws InputException where the files don't belong together
     */
    static @Nullable StoredArrays of(BlobStore blobs, ImportUploads uploads, ImportSpec spec) throws IOException {
        if (!(uploads instanceof ImportUploads.Arrays(Upload trainFile, Upload testFile, var labelFile))) {
            return null;
        }
        if (spec.testOrder() != 0) {
            return null;
        }
        var train = header(blobs, trainFile);
        var test = header(blobs, testFile);
        if (!isPacked(train, spec) || !isPacked(test, spec)) {
            return null;
        }
        ArraySource.checkTogether(train, trainFile.filename(), test, testFile.filename());
        var labels = ImportUploads.labels(blobs, labelFile, test.count());
        return new StoredArrays(blobs, trainFile, train, testFile, test, labels);
    }

    private static NpyHeader header(BlobStore blobs, Upload file) throws IOException {
        try (var in = blobs.open(file.sha256())) {
            return NpyHeader.read(in, file.size(), file.filename());
        }
    }

    private static boolean isPacked(NpyHeader array, ImportSpec spec) {
        int edge = CropRegion.edge(spec.crop(), spec.cropFraction(), array.width(), array.height());
        int size = spec.imageSize() > 0 ? spec.imageSize() : Resizer.legalSize(edge);
        boolean ordered = !array.fortran() && (!array.channelsFirst() || array.channels() == 1);
        return array.type() == NpyType.UINT8
                && ValueRange.parse(spec.valueRange()) == null
                && ordered
                && array.width() == size
                && array.height() == size
                && edge == size
                && (spec.channels() == 0 || spec.channels() == array.channels());
    }

    PackedVersion packed() {
        return new PackedVersion(
                new PackedPlace(trainFile.sha256(), train.dataOffset(), train.count()),
                new PackedPlace(testFile.sha256(), test.dataOffset(), test.count()),
                train.width(),
                train.channels());
    }

    @Override
    public int count() {
        return Math.addExact(train.count(), test.count());
    }

    @Override
    public int edge(Crop crop, double fraction) {
        return train.width();
    }

    @Override
    public int channels() {
        return train.channels();
    }

    @Override
    public List<String> notes() {
        return labels.notes();
    }

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        visit(packed().train(), true, visitor, goOn);
        visit(packed().test(), false, visitor, goOn);
    }

    private void visit(PackedPlace place, boolean isTrain, Visitor visitor, BooleanSupplier goOn) throws IOException {
        try (var in = new DataInputStream(blobs.open(place.sha256()))) {
            in.skipNBytes(place.start());
            for (int i = 0; i < place.count() && goOn.getAsBoolean(); i++) {
                var data = new byte[train.imageElements()];
                in.readFully(data);
                var pixels = new RasterImage(train.width(), train.height(), train.channels(), data);
                var item = isTrain ? Item.train("train/" + i) : Item.test("test/" + i, labels, i);
                visitor.accept(item, visitor.prepare(pixels, null, null));
            }
        }
    }

    @Override
    public void close() {}
}
