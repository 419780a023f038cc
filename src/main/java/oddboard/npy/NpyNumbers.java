package oddboard.npy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import oddboard.common.InputException;

/** Labels as an array: one number an image. */
public final class NpyNumbers {
    private NpyNumbers() {}

    /** @throws InputException where the file isn't an array of (N,) or (N, 1) numbers */
    public static double[] read(byte[] bytes, String file) throws IOException {
        var form = NpyForm.read(new ByteArrayInputStream(bytes), bytes.length, file);
        var shape = form.shape();
        boolean line = shape.size() == 1 || shape.size() == 2 && shape.get(1) == 1;
        if (!line) {
            throw NpyForm.fault(
                    "NPY_SHAPE",
                    file,
                    "has the shape " + NpyForm.format(shape) + "; labels are one number an image, (N,)");
        }
        var values = new double[Math.toIntExact(shape.getFirst())];
        var data = ByteBuffer.wrap(bytes).order(form.order());
        for (int i = 0; i < values.length; i++) {
            values[i] = form.type().get(data, Math.toIntExact(form.dataOffset()) + i * form.type().bytes);
        }
        return values;
    }
}
