package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.image.Crop;
import oddboard.image.CropRegion;
import oddboard.label.LabelFile;
import oddboard.npy.NpyArray;
import oddboard.npy.NpyForm;
import oddboard.npy.NpyHeader;

/** Two arrays and the labels of the second. */
public final class ArraySource implements ImportSource {
    private final NpyArray train;
    private final NpyArray test;
    private final LabelFile labels;
    private final ValueRanges ranges;
    private final long testOrder;
    private final List<String> notes = new ArrayList<>();

    /** @throws InputException where the three don't belong together */
    ArraySource(NpyArray train, NpyArray test, LabelFile labels, ValueRanges ranges, long testOrder) {
        checkTogether(train.header, train.file, test.header, test.file);
        this.train = train;
        this.test = test;
        this.labels = labels;
        this.ranges = ranges;
        this.testOrder = testOrder;
        notes.addAll(labels.notes());
    }

    interface LabelReader {
        LabelFile read(int testCount) throws IOException;
    }

    static ArraySource open(
            Path train,
            String trainName,
            Path test,
            String testName,
            LabelReader labels,
            ValueRanges ranges,
            long testOrder)
            throws IOException {
        var trainArray = NpyArray.open(train, trainName);
        try {
            var testArray = NpyArray.open(test, testName);
            try {
                return new ArraySource(trainArray, testArray, labels.read(testArray.header.count()), ranges, testOrder);
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
                            + NpyForm.format(test.shape()) + " and " + trainFile + " " + NpyForm.format(train.shape())
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
    public boolean mayDiffer(int edge) {
        return train.header.width() != edge || train.header.height() != edge;
    }

    @Override
    public int channels() {
        return train.header.channels();
    }

    @Override
    public List<String> notes() {
        var all = new ArrayList<>(notes);
        all.addAll(ranges.notes());
        if (testOrder != 0) {
            all.add(TestOrder.NOTE
                    + " The IDs of labels and scores are the numbers of images in this version, not of rows in "
                    + test.file + ".");
        }
        return all;
    }

    @Override
    public void forEach(Visitor visitor, BooleanSupplier goOn) throws IOException {
        measure(train, true, goOn);
        measure(test, false, goOn);
        if (!goOn.getAsBoolean()) {
            return;
        }
        var faults = ranges.decide();
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
        train.forEach(visit(train, true, visitor, goOn));
        var tests = visit(test, false, visitor, goOn);
        if (testOrder == 0) {
            test.forEach(tests);
        } else {
            test.forEach(TestOrder.numbers(testOrder, test.header.count()), tests);
        }
    }

    private void measure(NpyArray array, boolean isTrain, BooleanSupplier goOn) throws IOException {
        if (!array.header.type().isByte()) {
            ranges.add(new ValueRanges.Part(array.file, "", isTrain, ArrayValues.measure(array, goOn)));
        }
    }

    private NpyArray.Visitor visit(NpyArray array, boolean isTrain, Visitor visitor, BooleanSupplier goOn) {
        var range = ranges.of(ArrayValues.type(array.header.type()));
        return (index, image, at, stride) -> {
            var item = isTrain ? Item.train("train/" + index) : Item.test("test/" + index, labels, index);
            visitor.accept(
                    item, visitor.prepare(ArrayValues.pixels(array.header, range, image, at, stride), null, null));
            return goOn.getAsBoolean();
        };
    }

    @Override
    public void close() throws IOException {
        try (train;
                test) {
            // both are closed
        }
    }
}
