package oddboard.scoring;

import oddboard.common.InputException;
import oddboard.detector.ImageSource;
import org.jspecify.annotations.Nullable;

/** The images of a scoring job, in order. Those that can't be taken are black, so that each of the others keeps its place. */
interface NewImages extends ImageSource, AutoCloseable {
    String file(int index);

    /** Of the file; null where it lies in a data set version. Between {@link #read} and {@link #done}. */
    @Nullable String sha256(int index);

    /** Why the image can't be taken; null where it can. Between {@link #read} and {@link #done}. */
    @Nullable InputException fault(int index);

    /** Whether the pixels are stored already. */
    boolean stored();

    /** Forgets the image. */
    void done(int index);

    @Override
    void close();
}
