package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import oddboard.detector.ImageShape;
import oddboard.detector.Settings;

/**
 * A training in bytes: a header that says whose it is, what the detector writes, with arrays little-endian on every platform
 * we run on, and a CRC-32 at the end.
 */
public final class CheckpointFile {
    private static final long MAGIC = 0x4F444442_4F415244L; // "ODDBOARD"
    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 20;

    private CheckpointFile() {}

    /** Writes what the detector keeps. */
    @FunctionalInterface
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Takes it up again. */
    @FunctionalInterface
    public interface Reader {
        void read(DataInputStream in) throws IOException;
    }

    public static void write(Map<String, String> owner, Writer content, OutputStream to) throws IOException {
        CRC32 crc = new CRC32();
        DataOutputStream out =
                new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(to, 1 << 16), crc));
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(owner.size());
        for (Map.Entry<String, String> entry : owner.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        content.write(out);
        out.writeLong(crc.getValue());
        out.flush();
    }

    /**
     * The header is checked before anything changes; damage further on leaves a model that must not be used.
     *
     * @throws IOException where it is no checkpoint of this owner, cut short or damaged
     */
    public static void read(Map<String, String> owner, Reader content, InputStream from) throws IOException {
        CRC32 crc = new CRC32();
        DataInputStream in = new DataInputStream(new CheckedInputStream(new BufferedInputStream(from, 1 << 16), crc));
        try {
            if (in.readLong() != MAGIC) {
                throw new IOException("This is not a checkpoint.");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException(
                        "The checkpoint has version " + version + "; this program reads " + VERSION + ".");
            }
            requireOwner(owner, in);
            content.read(in);
            long sum = crc.getValue();
            if (in.readLong() != sum) {
                throw damaged();
            }
        } catch (EOFException e) {
            throw new IOException("The checkpoint is cut short.", e);
        } catch (UTFDataFormatException e) {
            throw new IOException("The checkpoint is damaged.", e);
        }
    }

    public static IOException damaged() {
        return new IOException("The checkpoint is damaged.");
    }

    private static void requireOwner(Map<String, String> owner, DataInputStream in) throws IOException {
        Map<String, String> found = new TreeMap<>();
        int entries = in.readInt();
        if (entries < 0 || entries > 1000) {
            throw damaged();
        }
        for (int i = 0; i < entries; i++) {
            found.put(in.readUTF(), in.readUTF());
        }
        for (String name : owner.keySet()) {
            if (!owner.get(name).equals(found.get(name))) {
                throw new IOException("The checkpoint was made with " + name + " " + found.get(name) + ", not "
                        + owner.get(name) + ".");
            }
        }
        if (found.size() != owner.size()) {
            throw new IOException("The checkpoint was made with other settings.");
        }
    }

    /** Whose a checkpoint is. More epochs may follow; any other setting would make it another training. */
    public static Map<String, String> owner(String detector, Settings settings, ImageShape shape) {
        Map<String, String> owner = new TreeMap<>();
        settings.stored().forEach((name, value) -> owner.put(name, String.valueOf(value)));
        owner.remove("epochs");
        // Checkpoints from before these settings have none.
        owner.remove(Settings.CALIBRATION_SHARE, "0.0");
        owner.remove("stride", "auto");
        owner.put("detector", detector);
        owner.put("image size", String.valueOf(shape.size()));
        owner.put("image channels", String.valueOf(shape.channels()));
        return owner;
    }

    public static void writeArray(NDManager manager, NDArray array, DataOutputStream out) throws IOException {
        long size = array.size();
        out.writeLong(size);
        for (long from = 0; from < size; from += CHUNK) {
            try (NDManager scope = manager.newSubManager()) {
                ByteBuffer bytes = TorchOps.slice(scope, array, from, Math.min(size, from + CHUNK))
                        .toByteBuffer();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                out.write(copy);
            }
        }
    }

    /** Fills an array of the same size and type. */
    public static void readArray(NDManager manager, NDArray array, DataInputStream in) throws IOException {
        long size = array.size();
        if (in.readLong() != size) {
            throw damaged();
        }
        int width = array.getDataType().getNumOfBytes();
        ByteBuffer buffer = NativeArrays.direct(width * Math.min(size, CHUNK));
        byte[] bytes = new byte[buffer.capacity()];
        for (long from = 0; from < size; from += CHUNK) {
            long to = Math.min(size, from + CHUNK);
            in.readFully(bytes, 0, (int) (width * (to - from)));
            buffer.put(0, bytes, 0, (int) (width * (to - from)));
            try (NDManager scope = manager.newSubManager()) {
                NDArray read = NativeArrays.over(scope, buffer, new Shape(to - from), array.getDataType());
                TorchOps.assign(scope, new NDList(TorchOps.slice(scope, array, from, to)), new NDList(read));
            }
        }
    }
}
