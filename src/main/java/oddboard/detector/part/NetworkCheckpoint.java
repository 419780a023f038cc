package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network's checkpoint: how far it is, then every array. What is random follows from seed, epoch and batch. */
final class NetworkCheckpoint {
    private NetworkCheckpoint() {}

    static void write(NetworkModel model, OutputStream to) throws IOException {
        CheckpointFile.write(owner(model), out -> writeContent(model, out), to);
    }

    static void read(NetworkModel model, InputStream from) throws IOException {
        CheckpointFile.read(owner(model), in -> readContent(model, in), from);
    }

    private static Map<String, String> owner(NetworkModel model) {
        return CheckpointFile.owner(model.detector(), model.settings(), model.shape());
    }

    private static void writeContent(NetworkModel model, DataOutputStream out) throws IOException {
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
            CheckpointFile.writeArray(model.manager(), array, out);
        }
    }

    private static void readContent(NetworkModel model, DataInputStream in) throws IOException {
        readState(model.state(), in);
        for (NDArray array : arrays(model)) {
            CheckpointFile.readArray(model.manager(), array, in);
        }
    }

    private static void readState(TrainingState state, DataInputStream in) throws IOException {
        state.epoch = in.readInt();
        state.batch = in.readInt();
        state.bestLoss = in.readDouble();
        state.bestInPlace = in.readBoolean();
        state.sums.clear();
        int sums = in.readInt();
        if (sums < 0 || sums > 100) {
            throw CheckpointFile.damaged();
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
}
