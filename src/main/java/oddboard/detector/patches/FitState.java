package oddboard.detector.patches;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import oddboard.detector.part.CheckpointFile;

/** How far a fit is. */
final class FitState {
    /** A sample of the images shows how features vary. */
    static final int SAMPLING = 0;
    /** The heads look at the images. */
    static final int OBSERVING = 1;
    /** Images that were held out calibrate the heads' scores. */
    static final int CALIBRATING = 2;

    static final int FITTED = 3;

    int phase;

    /** Images of this phase that are done. */
    int done;

    /** Training images in all. */
    int images;

    void enter(int next) {
        phase = next;
        done = 0;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(phase);
        out.writeInt(phase == SAMPLING ? 0 : done);
        out.writeInt(images);
    }

    void restore(DataInputStream in) throws IOException {
        phase = in.readInt();
        done = in.readInt();
        images = in.readInt();
        if (phase < SAMPLING || phase > FITTED || done < 0 || images < 0 || done > images) {
            throw CheckpointFile.damaged();
        }
    }
}
