package oddboard.image;

/** What kind of number a sample is. */
public enum ValueType {
    BOOL("truth values", 1),
    UINT8("8-bit whole numbers", 255),
    INT8("signed 8-bit whole numbers", 127),
    UINT16("16-bit whole numbers", 65535),
    INT16("signed 16-bit whole numbers", 32767),
    UINT32("32-bit whole numbers", 0xffffffffL),
    INT32("signed 32-bit whole numbers", Integer.MAX_VALUE),
    UINT64("64-bit whole numbers", 0x1p64),
    INT64("signed 64-bit whole numbers", 0x1p63),
    /** Of 16, 32 or 64 bits. */
    FLOAT("floating-point numbers", 1);

    public final String words;
    private final double most;

    ValueType(String words, double most) {
        this.words = words;
        this.most = most;
    }

    /** Whether every value is a gray level without a look at the others. */
    public boolean isByte() {
        return this == UINT8 || this == BOOL;
    }

    /** From 0 to the largest value that the type can hold; for floating-point numbers 0 to 1. */
    public ValueRange whole() {
        return new ValueRange(0, most);
    }
}
