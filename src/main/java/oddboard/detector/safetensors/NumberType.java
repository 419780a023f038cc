package oddboard.detector.safetensors;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of numbers by their names in the format. Only {@link #F32}, {@link #F16} and {@link #BF16} are read as weights. */
enum NumberType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    static Optional<NumberType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    boolean isWeight() {
        return this == F32 || this == F16 || this == BF16;
    }
}
