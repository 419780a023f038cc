package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A training in bytes: a header that says whose it is, the state, then every array as float32, little-endian on every
 * platform we run on, and a CRC-32 at the end. What is random follows from seed, epoch and batch, so it needs no state.
 */
final class CheckpointFile {
    private static final long MAGIC = 0x4F444442_4F415244L; // "ODDBOARD"
    private static final int VERSION = 1;
    private static final int CHUNK = 1 << 20;

    private CheckpointFile() {}

    static void write(NetworkModel model, OutputStream to) throws IOException {
        CRC32 crc = new CRC32();
        DataOutputStream out =
                new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(to, 1 << 16), crc));
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        Map<String, String> owner = owner(model);
        out.writeInt(owner.size());
        for (Map.Entry<String, String> entry : owner.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        TrainingState state = model.state();
        out.writeInt(state.epoch);
        out.writeInt(state.batch);
        out.writeDouble(state.bestLoss);
        out.writeBoolean(state.bestInPlace);
        out.writeInt(state.sums.size());
        for (Map.Entry<String, Double> sum : state.sums.entrySet()) {
            out.writeUTF(sum.getKey());
            out.writeDouble(sum.getValue());
        }
        for (NDArray array : arrays(model)) {
            writeArray(model.manager(), array, out);
        }
        out.writeLong(crc.getValue());
        out.flush();
    }

    /** The header is checked before anything changes; damage further on leaves a model that must not be used. */
    static void read(NetworkModel model, InputStream from) throws IOException {
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
            requireOwner(owner(model), in);
            readState(model.state(), in);
            for (NDArray array : arrays(model)) {
                readArray(model.manager(), array, in);
            }
            long sum = crc.getValue();
            if (in.readLong() != sum) {
                throw new IOException("The checkpoint is damaged.");
            }
        } catch (EOFException e) {
            throw new IOException("The checkpoint is cut short.", e);
        } catch (UTFDataFormatException e) {
            throw new IOException("The checkpoint is damaged.", e);
        }
    }

    private static void requireOwner(Map<String, String> owner, DataInputStream in) throws IOException {
        Map<String, String> found = new TreeMap<>();
        int entries = in.readInt();
        if (entries < 0 || entries > 1000) {
            throw new IOException("The checkpoint is damaged.");
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

    // More epochs may follow; any other setting would make it another training.
    private static Map<String, String> owner(NetworkModel model) {
        Map<String, String> owner = new TreeMap<>();
        model.settings().asMap().forEach((name, value) -> owner.put(name, String.valueOf(value)));
        owner.remove("epochs");
        owner.put("detector", model.detector());
        owner.put("image size", String.valueOf(model.shape().size()));
        owner.put("image channels", String.valueOf(model.shape().channels()));
        return owner;
    }

    private static void readState(TrainingState state, DataInputStream in) throws IOException {
        state.epoch = in.readInt();
        state.batch = in.readInt();
        state.bestLoss = in.readDouble();
        state.bestInPlace = in.readBoolean();
        state.sums.clear();
        int sums = in.readInt();
        if (sums < 0 || sums > 100) {
            throw new IOException("The checkpoint is damaged.");
        }
        for (int i = 0; i < sums; i++) {
            state.sums.put(in.readUTF(), in.readDouble());
        }
    }

    private static List<NDArray> arrays(NetworkModel model) {
        List<NDArray> arrays = new ArrayList<>(model.weights().all());
        model.optimizers().forEach(optimizer -> arrays.addAll(optimizer.state()));
        if (model.keepsBest()) {
            arrays.addAll(model.other());
        }
        return arrays;
    }

    private static void writeArray(NDManager manager, NDArray array, DataOutputStream out) throws IOException {
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

    private static void readArray(NDManager manager, NDArray array, DataInputStream in) throws IOException {
        long size = array.size();
        if (in.readLong() != size) {
            throw new IOException("The checkpoint is damaged.");
        }
        ByteBuffer buffer = NativeArrays.direct(4 * Math.min(size, CHUNK));
        byte[] bytes = new byte[buffer.capacity()];
        for (long from = 0; from < size; from += CHUNK) {
            long to = Math.min(size, from + CHUNK);
            in.readFully(bytes, 0, (int) (4 * (to - from)));
            buffer.put(0, bytes, 0, (int) (4 * (to - from)));
            try (NDManager scope = manager.newSubManager()) {
                NDArray read = NativeArrays.over(scope, buffer, new Shape(to - from), DataType.FLOAT32);
                TorchOps.assign(scope, new NDList(TorchOps.slice(scope, array, from, to)), new NDList(read));
            }
        }
    }
}
