package oddboard.npy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Writes NPY files, good ones and others. */
public final class Npy {
    String descr = "<f4";
    boolean fortran;
    int version = 1;
    public int[] shape = {2, 8, 9};

    public static Npy of(String descr, int... shape) {
        var npy = new Npy();
        npy.descr = descr;
        npy.shape = shape;
        return npy;
    }

    public Npy fortran() {
        fortran = true;
        return this;
    }

    public Npy version(int number) {
        version = number;
        return this;
    }

    /** @param values by place in C order */
    public byte[] bytes(IntToDoubleFunction values) {
        return file(version, header(), data(values));
    }

    public String header() {
        var dims = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" + dims
                + (shape.length == 1 ? ",), }" : "), }");
    }

    public byte[] data(IntToDoubleFunction values) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        char kind = descr.charAt(1);
        int bytes = Integer.parseInt(descr.substring(2));
        var data = ByteBuffer.allocate(count * bytes)
                .order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(data, kind, bytes, values.applyAsDouble(fortran ? cPlace(i) : i));
        }
        return data.array();
    }

    private int cPlace(int fortranPlace) {
        int rest = fortranPlace;
        var index = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        int place = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            place = place * shape[axis] + index[axis];
        }
        return place;
    }

    private static void put(ByteBuffer to, char kind, int bytes, double value) {
        if (kind == 'f') {
            switch (bytes) {
                case 2 -> to.putShort(Float.floatToFloat16((float) value));
                case 4 -> to.putFloat((float) value);
                default -> to.putDouble(value);
            }
        } else {
            switch (bytes) {
                case 1 -> to.put((byte) (long) value);
                case 2 -> to.putShort((short) (long) value);
                case 4 -> to.putInt((int) (long) value);
                default -> to.putLong((long) value);
            }
        }
    }

    public static byte[] file(int version, String header, byte[] data) {
        var text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        return file(version, text.length, text, data);
    }

    public static byte[] file(int version, int claimedLength, byte[] header, byte[] data) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        int digits = version == 1 ? 2 : 4;
        for (int i = 0; i < digits; i++) {
            out.write(claimedLength >> 8 * i);
        }
        out.writeBytes(header);
        out.writeBytes(data);
        return out.toByteArray();
    }
}
