package oddboard.npy;

import java.nio.ByteBuffer;

/** Element types of arrays that can be images. */
public enum NpyType {
    BOOL(1),
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    public final int bytes;

    NpyType(int bytes) {
        this.bytes = bytes;
    }

    /** The element at a byte position of a buffer in the array's byte order. */
    public double get(ByteBuffer from, int at) {
        return switch (this) {
            case BOOL -> from.get(at) == 0 ? 0 : 1;
            case UINT8 -> from.get(at) & 0xff;
            case INT8 -> from.get(at);
            case UINT16 -> from.getShort(at) & 0xffff;
            case INT16 -> from.getShort(at);
            case UINT32 -> from.getInt(at) & 0xffffffffL;
            case INT32 -> from.getInt(at);
            case UINT64 -> {
                long value = from.getLong(at);
                yield value >= 0 ? value : value + 0x1p64;
            }
            case INT64 -> from.getLong(at);
            case FLOAT16 -> Float.float16ToFloat(from.getShort(at));
            case FLOAT32 -> from.getFloat(at);
            case FLOAT64 -> from.getDouble(at);
        };
    }

    boolean isFloat() {
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** Whether every value is a gray level without a look at the others. */
    public boolean isByte() {
        return this == UINT8 || this == BOOL;
    }
}
