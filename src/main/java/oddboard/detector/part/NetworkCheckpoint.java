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
        if (endsEarly(model)) {
            out.writeInt(state.bestEpoch);
        }
        out.writeInt(state.sums.size());
        for (Map.Entry<String, Double> sum : state.sums.entrySet()) {
            out.writeUTF(sum.getKey());
            out.writeDouble(sum.getValue());
        }
        for (NDArray array : arrays(model)) {
            CheckpointFile.writeArray(model.manager(), array, out);
        }
        model.errorScore().write(out);
    }

    private static void readContent(NetworkModel model, DataInputStream in) throws IOException {
        readState(model, in);
        for (NDArray array : arrays(model)) {
            CheckpointFile.readArray(model.manager(), array, in);
        }
        model.errorScore().read(in);
    }

    // Left out of others, whose checkpoints stay as earlier versions wrote them.
    private static boolean endsEarly(NetworkModel model) {
        return model.settings().integer("patience") > 0;
    }

    private static void readState(NetworkModel model, DataInputStream in) throws IOException {
        TrainingState state = model.state();
        state.epoch = in.readInt();
        state.batch = in.readInt();
        state.bestLoss = in.readDouble();
        state.bestInPlace = in.readBoolean();
        if (endsEarly(model)) {
            state.bestEpoch = in.readInt();
        }
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
