package oddboard.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.image.ImageDecoder.Measured;
import oddboard.image.RasterImage;
import oddboard.image.ValueRange;
import oddboard.image.ValueStatistics;
import oddboard.image.ValueType;
import oddboard.npy.NpyArray;
import oddboard.npy.NpyHeader;
import oddboard.npy.NpyType;

/** The values of an array: how they are spread, and images of them. */
final class ArrayValues {
    private ArrayValues() {}

    static ValueType type(NpyType type) {
        return switch (type) {
            case BOOL -> ValueType.BOOL;
            case UINT8 -> ValueType.UINT8;
            case INT8 -> ValueType.INT8;
            case UINT16 -> ValueType.UINT16;
            case INT16 -> ValueType.INT16;
            case UINT32 -> ValueType.UINT32;
            case INT32 -> ValueType.INT32;
            case UINT64 -> ValueType.UINT64;
            case INT64 -> ValueType.INT64;
            case FLOAT16, FLOAT32, FLOAT64 -> ValueType.FLOAT;
        };
    }

    /**
     * Reads the whole array.
     *
     * @throws InputException where a value is not finite
     */
    static Measured measure(NpyArray array, BooleanSupplier goOn) throws IOException {
        var values = new ValueStatistics();
        int elements = array.header.imageElements();
        array.forEach((index, image, at, stride) -> {
            add(array.header, elements, image, at, stride, values);
            return goOn.getAsBoolean();
        });
        return checked(array.header, array.file, values);
    }

    static void add(NpyHeader header, int elements, ByteBuffer image, int at, int stride, ValueStatistics to) {
        for (int i = 0; i < elements; i++, at += stride) {
            to.add(header.type().get(image, at));
        }
    }

    static Measured checked(NpyHeader header, String file, ValueStatistics values) {
        if (values.notFinite() > 0) {
            long first = values.firstNotFinite();
            throw new InputException(
                    "NPY_NOT_FINITE",
                    file,
                    "",
                    file + " holds "
                            + (values.notFinite() == 1 ? "a value that is" : values.notFinite() + " values that are")
                            + " not finite (NaN or infinite), the first in image " + first / header.imageElements()
                            + " at element " + first % header.imageElements() + ".");
        }
        return new Measured(type(header.type()), values);
    }

    static RasterImage pixels(NpyHeader header, ValueRange range, ByteBuffer image, int at, int stride) {
        var data = new byte[header.imageElements()];
        if (header.type() == NpyType.UINT8 && stride == 1 && range.equals(ValueRange.BYTE)) {
            image.get(at, data);
        } else {
            for (int i = 0; i < data.length; i++, at += stride) {
                data[i] = range.level(header.type().get(image, at));
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
}
