package oddboard.detector.part;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one place that hands Java memory to the engine: a shape larger than its buffer would crash the process. */
public final class NativeArrays {
    private NativeArrays() {}

    /**
     * An array over a direct buffer in native byte order. On the CPU it shares the buffer's memory without a copy:
     * keep the buffer alive and unchanged as long as the array or a view of it is used.
     */
    public static NDArray over(NDManager manager, ByteBuffer buffer, Shape shape, DataType type) {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder() || buffer.position() != 0) {
            throw new IllegalArgumentException("needs a direct buffer in native order, at its start");
        }
        long needed = Math.multiplyExact(shape.size(), (long) type.getNumOfBytes());
        if (shape.size() < 0 || buffer.remaining() < needed) {
            throw new IllegalArgumentException(shape + " needs " + needed + " bytes, not " + buffer.remaining());
        }
        return manager.create(buffer.slice(0, Math.toIntExact(needed)).order(ByteOrder.nativeOrder()), shape, type);
    }

    public static NDArray of(NDManager manager, Shape shape, float... values) {
        ByteBuffer buffer = direct(4L * values.length);
        buffer.asFloatBuffer().put(values);
        return over(manager, buffer, shape, DataType.FLOAT32);
    }

    /** Numbers that an operation reads on the host: on the CPU whatever the manager's device. */
    public static NDArray host(NDManager manager, double... values) {
        ByteBuffer buffer = direct(8L * values.length);
        buffer.asDoubleBuffer().put(values);
        return host(manager, buffer, values.length, DataType.FLOAT64);
    }

    public static NDArray host(NDManager manager, long... values) {
        ByteBuffer buffer = direct(8L * values.length);
        buffer.asLongBuffer().put(values);
        return host(manager, buffer, values.length, DataType.INT64);
    }

    private static NDArray host(NDManager manager, ByteBuffer buffer, int length, DataType type) {
        return JniUtils.createNdFromByteBuffer(
                (PtNDManager) manager, buffer, new Shape(length), type, SparseFormat.DENSE, Device.cpu());
    }

    public static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    /** Values of an array in native byte order, row by row; on the CPU a view of its memory. */
    public static ByteBuffer bytes(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }
}
