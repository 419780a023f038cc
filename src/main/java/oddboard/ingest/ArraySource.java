package oddboard.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.image.RasterImage;
import oddboard.label.LabelFile;
import oddboard.npy.NpyArray;
import oddboard.npy.NpyForm;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyRange;
import oddboard.npy.NpyType;

/** Two arrays and the labels of the second. */
public final class ArraySource implements ImportSource {
    private final NpyArray train;
    private final NpyArray test;
    private final LabelFile labels;
    private final List<String> notes = new ArrayList<>();

    /** @throws InputException where the three don't belong together */
    ArraySource(NpyArray train, NpyArray test, LabelFile labels) {
        checkTogether(train.header, train.file, test.header, test.file);
        this.train = train;
        this.test = test;
        this.labels = labels;
        notes.addAll(labels.notes());
    }

    interface LabelReader {
        LabelFile read(int testCount) throws IOException;
    }

    static ArraySource open(Path train, String trainName, Path test, String testName, LabelReader labels)
            throws IOException {
        var trainArray = NpyArray.open(train, trainName);
        try {
            var testArray = NpyArray.open(test, testName);
            try {
                return new ArraySource(trainArray, testArray, labels.read(testArray.header.count()));
            } catch (IOException | RuntimeException e) {
                testArray.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            trainArray.close();
            throw e;
        }
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    static void checkTogether(NpyHeader train, String trainFile, NpyHeader test, String testFile) {
        if (train.height() != test.height() || train.width() != test.width() || train.channels() != test.channels()) {
            throw new InputException(
                    "NPY_SHAPE",
                    testFile,
                    "",
                    testFile + " has the shape "
                            + NpyForm.say(test.shape()) + " and " + trainFile + " " + NpyForm.say(train.shape())
                            + "; training and test images must have the same size.");
        }
    }

    @Override
    public int count() {
        return Math.addExact(train.header.count(), test.header.count());
    }

    @Override
    public int edge(Crop crop, double fraction) {
        return CropRegion.edge(crop, fraction, train.header.width(), train.header.height());
    }

    @Override
    public int channels() {
        return train.header.channels();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        var trainRange = NpyRange.of(train, goOn);
        var testRange = NpyRange.of(test, goOn);
        if (!goOn.getAsBoolean()) {
            return;
        }
        if (train.header.type() == test.header.type()) {
            // One scale for both: a darker test split must stay darker.
            trainRange = trainRange.and(testRange);
            testRange = trainRange;
        }
        visit(train, true, trainRange.scale(train.header.type(), train.file), visitor, goOn);
        visit(test, false, testRange.scale(test.header.type(), test.file), visitor, goOn);
    }

    private void visit(NpyArray array, boolean isTrain, NpyRange.Scale scale, Visitor visitor, BooleanSupplier goOn)
            throws IOException {
        note(array, scale);
        array.forEach((index, image, at, stride) -> {
            var item = isTrain ? Item.train("train/" + index) : Item.test("test/" + index, labels, index);
            visitor.accept(item, visitor.prepare(pixels(array.header, scale, image, at, stride), null));
            return goOn.getAsBoolean();
        });
    }

    private void note(NpyArray array, NpyRange.Scale scale) {
        if (!array.header.type().isByte() && (scale.factor() != 1 || scale.offset() != 0)) {
            var from = scale.offset() != 0
                    ? "-1 to 1"
                    : scale.factor() == 255 ? "0 to 1" : scale.factor() > 0.001 ? "0 to 65535" : "0 to 4294967295";
            notes.add(array.file + ": values from " + from + " became gray levels from 0 to 255.");
        }
    }

    static RasterImage pixels(NpyHeader header, NpyRange.Scale scale, ByteBuffer image, int at, int stride) {
        var data = new byte[header.imageElements()];
        if (header.type() == NpyType.UINT8 && stride == 1) {
            image.get(at, data);
        } else {
            for (int i = 0; i < data.length; i++, at += stride) {
                data[i] = scale.apply(header.type().get(image, at));
            }
        }
        boolean planes = header.channelsFirst() && header.channels() == 3;
        return new RasterImage(header.width(), header.height(), header.channels(), planes ? interleave(data) : data);
    }

    private static byte[] interleave(byte[] planes) {
        var data = new byte[planes.length];
        int count = planes.length / 3;
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                data[3 * i + c] = planes[c * count + i];
            }
        }
        return data;
    }

    @Override
    public void close() throws IOException {
        try (train;
                test) {
            // both are closed
        }
    }
}
