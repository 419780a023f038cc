package oddboard.detector.rotation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import oddboard.detector.part.CheckpointFile;

/** How far a fit is. */
final class RotationState {
    /** Training images in all; 0 before it has begun. */
    int images;

    /** Steps that are trained. */
    int step;

    /** The network says of the training images what it will say of others. */
    boolean fitted;

    /** Steps since the log was last told of them, their losses, and their shares of rotations that were told right. */
    int unreported;

    double loss;
    double right;

    void save(DataOutputStream out) throws IOException {
        out.writeInt(images);
        out.writeInt(step);
        out.writeBoolean(fitted);
        out.writeInt(unreported);
        out.writeDouble(loss);
        out.writeDouble(right);
    }

    void restore(DataInputStream in, int steps) throws IOException {
        images = in.readInt();
        step = in.readInt();
        fitted = in.readBoolean();
        unreported = in.readInt();
        loss = in.readDouble();
        right = in.readDouble();
        if (images < 0 || step < 0 || step > steps || fitted && (step < steps || images == 0)) {
            throw CheckpointFile.damaged();
        }
    }
}
